import type { Call } from './call.js';
import type { CallEvent } from './events.js';
import type { EpochMs } from './responder.js';
import { reasonToSkipNow, skippedForPassing } from './skip-reasons.js';
import { progressMessage, speechSeconds } from './spoken.js';

/** Our timer is 5 s ahead of the provider's limit, which Twilio makes 5 s longer; and some for the way. */
const lostRedirectMs = 15_000;
/**
 * Until the report that a phone rings is there, it is waited for this much longer than the ring time: so long it may take from
 * dialling to the first ring, abroad and to mobiles. The provider's own limit, 5 to 10 s after the ring time, bounds it too.
 */
const postDialMs = 8000;

interface Moment {
  /** False where no request for a document is open: the dial begins when a redirect has made the provider request one. */
  readonly fetched: boolean;
  readonly at: EpochMs;
  readonly busyUserIds: readonly string[];
}

/** After the greeting: the primary, or the message that nobody is on call. */
export function firstStep(call: Call, moment: Omit<Moment, 'fetched'>): readonly CallEvent[] {
  const nobody = call.attempts.every((a) => a.result === 'skipped' && a.reason === 'nobody_on_call' && !a.undetermined);
  if (!nobody) return goOn(call, 0, { ...moment, fetched: true });
  const { at } = moment;
  const found: CallEvent = { type: 'found-nobody-on-call', at };
  return call.setup.takeMessageWhenNoOneOnCall ? [found, { type: 'invited-message', nobodyOnCall: true, at }] : [found];
}

/** What comes after attempt `n`: the next one who can be rung, else the voicemail. */
export function goOn(call: Call, n: number, { at, busyUserIds, fetched }: Moment): readonly CallEvent[] {
  const events: CallEvent[] = [...skippedForPassing(call, n, at)];
  if (at < givesUpAt(call)) {
    for (const attempt of call.attempts.slice(n)) {
      if (attempt.result !== 'waiting') continue;
      const reason = reasonToSkipNow(attempt, busyUserIds);
      if (!reason) return [...events, rings(call, attempt.n, at, fetched)];
      events.push({ type: 'skipped', attempt: attempt.n, reason, at });
    }
  }
  return [...events, { type: 'invited-message', nobodyOnCall: false, at }];
}

/** The next one's turn has come: their dial is fetched now, or after the sentence, or after a redirect. */
function rings(call: Call, attempt: number, at: EpochMs, isRequested: boolean): CallEvent {
  const saysSo = saysProgress(call, attempt) && at + progressMs(call) < givesUpAt(call);
  const begun = { type: 'rang', attempt, at } as const;
  if (!isRequested) {
    return { ...begun, fetched: false, deadline: retryDeadline(call, at), ...(saysSo ? { sentence: 'due' } : {}) };
  }
  return saysSo
    ? { ...begun, fetched: false, deadline: sentenceDeadline(call, at), sentence: 'said' }
    : { ...begun, fetched: true, deadline: ringDeadline(call, at) };
}

/** When the caller has waited long enough. */
export const givesUpAt = (call: Call): EpochMs => call.calledAt + call.setup.maxWaitSeconds * 1000;

/** When nobody has picked up, of a dial that is fetched at `at`. A report that the phone rings moves it. */
export const ringDeadline = (call: Call, at: EpochMs): EpochMs =>
  ringTimeOver(call, at + (call.capabilities.reportsRinging ? postDialMs : 0));

/** When nobody has picked up, of a phone that rings since then. */
export const ringTimeOver = (call: Call, ringingSince: EpochMs): EpochMs =>
  Math.min(ringingSince + call.setup.ringTimeoutSeconds * 1000, givesUpAt(call));

/** Nothing is said before the first ring: the caller has just heard the welcome. */
const saysProgress = (call: Call, attempt: number): boolean =>
  call.setup.progressMessages && call.attempts.some((a) => a.n < attempt && a.startedAt !== null);

export const progressMs = (call: Call): number => speechSeconds([progressMessage(call)]) * 1000;

/** By then the provider has asked for the dial that follows the sentence, or is to be fetched by a redirect. */
export const sentenceDeadline = (call: Call, at: EpochMs): EpochMs => retryDeadline(call, at + progressMs(call));

/** The provider's own ring limit is only the backstop of our timer. */
export const providerRingSeconds = ({ setup }: Call): number => setup.ringTimeoutSeconds + 5;

/** The longest a dial that nobody picks up can last at the provider, which may add 5 s (Twilio, Dial timeout). */
export const dialSeconds = (call: Call): number => providerRingSeconds(call) + 5;

/** By then the provider's own limit has ended the dial before, or our redirect is to be tried again. */
export const retryDeadline = (call: Call, at: EpochMs): EpochMs =>
  Math.min(at + lostRedirectMs, Math.max(at + 1000, givesUpAt(call)));
