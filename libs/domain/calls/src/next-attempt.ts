import type { Call } from './call.js';
import type { CallEvent } from './events.js';
import type { EpochMs } from './responder.js';
import { progressMessage, speechSeconds } from './spoken.js';

interface Moment {
  readonly at: EpochMs;
  readonly engagedUserIds: readonly string[];
}

/** After the greeting: the primary, or the message that nobody is on call. */
export function firstStep(call: Call, moment: Moment): readonly CallEvent[] {
  const nobody = call.attempts.every((a) => a.result === 'skipped' && a.reason === 'nobody_on_call');
  if (!nobody) return goOn(call, 0, moment);
  const { at } = moment;
  const told: CallEvent = { type: 'found-nobody-on-call', at };
  return call.setup.takeMessageWhenNoOneOnCall ? [told, { type: 'invited-message', nobodyOnCall: true, at }] : [told];
}

/** What comes after attempt `n`: the next one who can be rung, else the voicemail. */
export function goOn(call: Call, n: number, { at, engagedUserIds }: Moment): readonly CallEvent[] {
  const events: CallEvent[] = [];
  const givesUpAt = call.calledAt + call.setup.maxWaitSeconds * 1000;
  if (at < givesUpAt) {
    for (const { n: attempt, responder, result } of call.attempts.slice(n)) {
      if (!responder || result !== 'waiting') continue;
      if (engagedUserIds.includes(responder.userId)) {
        events.push({ type: 'skipped', attempt, reason: 'on_another_call', at });
        continue;
      }
      return [...events, { type: 'rang', attempt, deadline: Math.min(ringDeadline(call, n, at), givesUpAt), at }];
    }
  }
  return [...events, { type: 'invited-message', nobodyOnCall: false, at }];
}

/** Our ring time begins when the caller has heard that we are still trying. */
function ringDeadline(call: Call, after: number, at: EpochMs): EpochMs {
  const saidFirst = after > 0 && call.setup.progressMessages ? speechSeconds([progressMessage(call)]) : 0;
  return at + (saidFirst + call.setup.ringTimeoutSeconds) * 1000;
}
