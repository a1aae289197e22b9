import { attemptOf, type Call } from '@ringdown/domain-calls';
import type { DialReport } from '@ringdown/telephony';

const dialPath = /\/calls\/([\w-]+)\/attempts\/(\d{1,2})\/dial\/?(?:\?|$)/;

/** The dial whose end was to be reported at an address of ours; null where it was to hear of something else. */
export function dialReportedTo(url: string | null): { readonly callId: string; readonly attempt: number } | null {
  const [, callId, attempt] = dialPath.exec(url ?? '') ?? [];
  return callId ? { callId, attempt: Number(attempt) } : null;
}

const ringPath = /\/calls\/([\w-]+)\/proceed\?(.*)/;

/** The attempt whose dial is asked for at an address of ours, after the sentence before it; null for any other address. */
export function ringAskedAt(
  url: string | null | undefined,
): { readonly callId: string; readonly attempt: number } | null {
  const [, callId, query] = ringPath.exec(url ?? '') ?? [];
  const attempt = new URLSearchParams(query).getAll('ring').at(-1);
  return callId && attempt && /^\d{1,2}$/.test(attempt) ? { callId, attempt: Number(attempt) } : null;
}

/** A dial is over, and the report of how is lost: all that is known is whether somebody, or something, had picked up. */
export const lostDialReport = (call: Call, attempt: number): DialReport => ({
  miss: 'no_answer',
  bridged: null,
  completed: Boolean(attemptOf(call, attempt)?.pickedUpAt),
  callerGone: false,
});
