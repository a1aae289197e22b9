import type { Call } from './call.js';
import type { CallCommand } from './commands.js';
import { deadlineOf, longestCallMs } from './deadlines.js';
import type { EpochMs } from './responder.js';

/** What a provider says of a call when it is asked. `unknown`: it could not be asked, or does not know the call. */
export type ProviderCallStatus =
  | { readonly state: 'live' }
  | { readonly state: 'ended'; readonly duration: number | null; readonly failed: boolean }
  | { readonly state: 'unknown' };

/** What an answer of the provider comes to. */
export type StatusCommand = Extract<CallCommand, { type: 'end' | 'confirm-alive' | 'report-unknown-status' }>;

/**
 * What the provider's answer means for a call. No call of ours lasts longer than four hours, whatever is said of it. Where nobody can
 * say, that is no sign of life: a call that we have said goodbye to is over once it is due, the status of any other is requested again later.
 * Null where nothing follows from the answer.
 */
export function commandForStatus(call: Call, status: ProviderCallStatus, at: EpochMs): StatusCommand | null {
  if (status.state === 'ended') {
    return { type: 'end', duration: status.duration, failed: status.failed, at };
  }
  if (at - call.calledAt > longestCallMs) return { type: 'end', duration: null, failed: true, at };
  if (status.state === 'live') return { type: 'confirm-alive', at };
  const deadline = deadlineOf(call);
  if (deadline?.timer !== 'end-check' || at < deadline.at) return null;
  return call.phase.name === 'hanging-up'
    ? { type: 'end', duration: null, failed: false, at }
    : { type: 'report-unknown-status', at };
}
