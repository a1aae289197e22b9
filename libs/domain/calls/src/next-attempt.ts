import type { Call } from './call.js';
import type { CallEvent } from './events.js';
import type { EpochMs } from './responder.js';
import { progressMessage, speechSeconds } from './spoken.js';

/** Our timer is 5 s ahead of the provider's limit, which Twilio makes 5 s longer; and some for the way. */
const lostRedirectMs = 15_000;

interface Moment {
  /** False where nobody is asking for a document: the dial begins when a redirect has brought the provider to ask. */
  readonly fetched: boolean;
  readonly at: EpochMs;
  readonly engagedUserIds: readonly string[];
}

/** After the greeting: the primary, or the message that nobody is on call. */
export function firstStep(call: Call, moment: Omit<Moment, 'fetched'>): readonly CallEvent[] {
  const nobody = call.attempts.every((a) => a.result === 'skipped' && a.reason === 'nobody_on_call' && !a.undetermined);
  if (!nobody) return goOn(call, 0, { ...moment, fetched: true });
  const { at } = moment;
  const told: CallEvent = { type: 'found-nobody-on-call', at };
  return call.setup.takeMessageWhenNoOneOnCall ? [told, { type: 'invited-message', nobodyOnCall: true, at }] : [told];
}

/** What comes after attempt `n`: the next one who can be rung, else the voicemail. */
export function goOn(call: Call, n: number, { at, engagedUserIds, fetched }: Moment): readonly CallEvent[] {
  const events: CallEvent[] = [...passedAlready(call, n, at)];
  if (at < givesUpAt(call)) {
    for (const { n: attempt, responder, result } of call.attempts.slice(n)) {
      if (!responder || result !== 'waiting') continue;
      if (engagedUserIds.includes(responder.userId)) {
        events.push({ type: 'skipped', attempt, reason: 'on_another_call', at });
        continue;
      }
      const deadline = fetched ? ringDeadline(call, attempt, at) : retryDeadline(call, at);
      return [...events, { type: 'rang', attempt, deadline, fetched, at }];
    }
  }
  return [...events, { type: 'invited-message', nobodyOnCall: false, at }];
}

/** Who is in the plan again after passing is skipped for that, not for having been rung. */
const passedAlready = (call: Call, n: number, at: EpochMs): readonly CallEvent[] => {
  const passed = call.attempts.filter((a) => a.result === 'declined').map((a) => a.user?.id);
  return call.attempts
    .filter((a) => a.n > n && a.reason === 'already_rung' && passed.includes(a.user?.id))
    .map((a) => ({ type: 'skipped', attempt: a.n, reason: 'declined_before', at }));
};

/** When the caller has waited long enough. */
const givesUpAt = (call: Call): EpochMs => call.calledAt + call.setup.maxWaitSeconds * 1000;

/** Our ring time begins when the caller has heard that we are still trying. */
export const ringDeadline = (call: Call, attempt: number, at: EpochMs): EpochMs =>
  Math.min(at + (progressSeconds(call, attempt) + call.setup.ringTimeoutSeconds) * 1000, givesUpAt(call));

/** Nothing is said before the first ring: the caller has just heard the welcome. */
export const saysProgress = (call: Call, attempt: number): boolean =>
  call.setup.progressMessages && call.attempts.some((a) => a.n < attempt && a.startedAt !== null);

export const progressSeconds = (call: Call, attempt: number): number =>
  saysProgress(call, attempt) ? speechSeconds([progressMessage(call)]) : 0;

/** The provider's own ring limit is only the backstop of our timer. */
export const providerRingSeconds = ({ setup }: Call): number => setup.ringTimeoutSeconds + 5;

/** The longest a dial that nobody picks up can last at the provider, which may add 5 s (Twilio, Dial timeout). */
export const dialSeconds = (call: Call, attempt: number): number =>
  progressSeconds(call, attempt) + providerRingSeconds(call) + 5;

/** By then the provider's own limit has ended the dial before, or our redirect is to be tried again. */
export const retryDeadline = (call: Call, at: EpochMs): EpochMs =>
  Math.min(at + lostRedirectMs, Math.max(at + 1000, givesUpAt(call)));
