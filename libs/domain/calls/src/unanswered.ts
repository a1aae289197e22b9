import type { Call } from './call.js';
import type { CallCommand } from './commands.js';
import { deadlineOf } from './deadlines.js';
import { progressMs } from './next-attempt.js';
import type { EpochMs } from './responder.js';

/**
 * What happens next in a call in which nobody accepts, nothing is lost and everything takes as long as it takes: phones ring as
 * soon as they are dialled, for their ring time. `at` is the instant of what happened last. Null where the caller is asked for a
 * message, or nothing more happens.
 */
export function unanswered(call: Call, at: EpochMs): CallCommand | null {
  const { phase } = call;
  const moment = { busyUserIds: [] };
  if (phase.name === 'greeting') return { type: 'proceed', at, ...moment };
  if (phase.name !== 'ringing') return null;
  const { attempt } = phase;
  if (!phase.fetched) return { type: 'proceed', attempt, at: at + progressMs(call), ...moment };
  if (phase.ringingSince === undefined) return { type: 'report-ringing', attempt, at };
  const dial = { miss: 'no_answer', bridged: false, completed: false, callerGone: false } as const;
  return { type: 'end-dial', attempt, ...dial, at: deadlineOf(call)?.at ?? at, ...moment };
}
