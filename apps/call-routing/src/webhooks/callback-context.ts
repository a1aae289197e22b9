import { attemptOf, type Call, type Place } from '@ringdown/domain-calls';
import { defectSentence } from '../calls/index.js';
import type { DialReport, IncomingCall, TelephonyProvider } from '@ringdown/telephony';

/** What a provider's request says of its call besides the id, should the call have to be rebuilt from it. */
export interface CallbackContext {
  readonly provider: Pick<TelephonyProvider, 'name' | 'capabilities'>;
  readonly lineId: string;
  readonly place: Place;
  /** Null where the request is about a responder's leg, whose id and number are not the caller's. */
  readonly caller: IncomingCall | null;
}

/** `url` is the address that was asked, such as `/voice/twilio/line_1/calls/call_1/attempts/2/dial`. */
export function callbackContextOf(
  { provider, lineId, url }: Pick<CallbackContext, 'provider' | 'lineId'> & { readonly url: string },
  incoming: CallbackContext['caller'],
): CallbackContext {
  const [, path = ''] = /\/calls\/[^/]+\/([^?]*?)\/?(?:\?|$)/.exec(url) ?? [];
  const [, attempt = ringAskedAt(url)?.attempt] = /^attempts\/(\d{1,2})\//.exec(path) ?? [];
  const isCallersLeg = /^(proceed|message|attempts\/\d+\/dial)$/.test(path);
  return { provider, lineId, place: placeOf(path, Number(attempt)), caller: isCallersLeg ? incoming : null };
}

function placeOf(path: string, attempt: number): Place {
  if (attempt > 0) return { kind: 'attempt', attempt };
  return path === 'message' ? { kind: 'message' } : { kind: 'greeting' };
}

const dialPath = /\/calls\/([\w-]+)\/attempts\/(\d{1,2})\/dial\/?(?:\?|$)/;

/** `/voice/twilio/line_1/calls/call_1/attempts/2/dial` → `dial`; empty for the line's own URL and its fallback URL. */
export function stepOf(url: string | undefined): string {
  const [, path = ''] = /\/calls\/[^/]+\/([^?]*)/.exec(url ?? '') ?? [];
  return path.replace(/\/$/, '').split('/').pop() ?? '';
}

/** What is noted of a request whose answer failed, with the cause. */
export const failedAnswer = (url: string | undefined, error: unknown): string =>
  defectSentence(`The answer to "${stepOf(url) || 'a call that comes in'}" failed`, error);

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
