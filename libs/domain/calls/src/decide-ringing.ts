import { attemptOf, type Call, type Miss } from './call.js';
import type { CallCommand } from './commands.js';
import type { CallEvent, NotRung } from './events.js';
import { firstStep, givesUpAt, goOn, ringDeadline, ringTimeOver, sentenceDeadline } from './next-attempt.js';

type Command<T extends CallCommand['type']> = Extract<CallCommand, { type: T }>;
type Ringing = Extract<Call['phase'], { name: 'ringing' }>;

/** The caller's leg asks for its document. Who names the attempt has heard the sentence before its dial. */
export function proceed(call: Call, command: Command<'proceed'>): readonly CallEvent[] {
  const { at } = command;
  const { phase } = call;
  const arrived: readonly CallEvent[] = call.redirectingSince === null ? [] : [{ type: 'redirected', at }];
  if (phase.name === 'greeting') return [...arrived, ...firstStep(call, command)];
  if (phase.name !== 'ringing') return arrived;
  if (phase.fetched) return [...arrived, ...fetchedAgain(call, phase, at)];
  const isHeard = command.attempt === phase.attempt || (phase.sentence === 'said' && arrived.length > 0);
  return [...arrived, ...fetchDial(call, phase, command, isHeard)];
}

/**
 * Whoever asks for the caller's document now gets the dial of the current attempt, whose ring time begins here; or first the
 * sentence that we are still trying, which is the same again to who asks again before it can have been heard.
 */
export function fetchDial(
  call: Call,
  phase: Ringing,
  moment: { readonly at: number; readonly busyUserIds: readonly string[] },
  isHeard: boolean,
): readonly CallEvent[] {
  const { attempt, sentence } = phase;
  const { at } = moment;
  if (at >= givesUpAt(call)) {
    return [notRung(attempt, 'waited_long_enough', at), ...goOn(call, attempt, { ...moment, fetched: true })];
  }
  if (sentence && !isHeard) {
    return sentence === 'said' ? [] : [{ type: 'sentence-said', attempt, deadline: sentenceDeadline(call, at), at }];
  }
  return [{ type: 'dial-fetched', attempt, deadline: ringDeadline(call, at), at }];
}

/** The answer before this one may have got lost, or may have been slow: what counts is the last one, while nothing rings. */
function fetchedAgain(
  call: Call,
  { attempt, ringingSince, deadline: before }: Ringing,
  at: number,
): readonly CallEvent[] {
  const deadline = ringDeadline(call, at);
  return ringingSince !== undefined || deadline <= before ? [] : [{ type: 'dial-fetched', attempt, deadline, at }];
}

/** Only the first report counts: a phone that rings is not given more time by hearing of it again. */
export function reportRinging(call: Call, { attempt, at }: Command<'report-ringing'>): readonly CallEvent[] {
  const { phase } = call;
  if (phase.name !== 'ringing' || phase.attempt !== attempt || phase.ringingSince !== undefined) return [];
  if (attemptOf(call, attempt)?.result !== 'ringing') return [];
  return [{ type: 'ringing-reported', attempt, deadline: ringTimeOver(call, at), at }];
}

export const notRung = (attempt: number, because: NotRung, at: number): CallEvent => ({
  type: 'not-rung',
  attempt,
  because,
  at,
});

/** The ringing that is over without an answer; nothing where it was over before. */
export const missIfOpen = (
  call: Call,
  attempt: number,
  miss: Miss,
  at: number,
  reason: 'caller_hung_up' | null = null,
): readonly CallEvent[] =>
  attemptOf(call, attempt)?.result === 'ringing' ? [{ type: 'missed', attempt, miss, reason, at }] : [];
