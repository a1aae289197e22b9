import { attemptOf, type Call } from './call.js';
import type { CallCommand } from './commands.js';
import type { CallEvent } from './events.js';
import { goOn } from './next-attempt.js';
import { screeningSeconds } from './screening.js';

/** From the pick-up, how long a key can have been pressed in the screening: the report is 2 s on its way at most. */
const reportableMs = (call: Call): number => (screeningSeconds(call) + 2) * 1000;

type Command<T extends CallCommand['type']> = Extract<CallCommand, { type: T }>;

/** The report of a bridge can come when the call has gone on, or is over: it was a conversation all the same. */
export function bridge(call: Call, { attempt, at }: Command<'bridge'>): readonly CallEvent[] {
  const { phase } = call;
  if (phase.name === 'connected' && phase.attempt === attempt && phase.assumedAt !== null) {
    return [{ type: 'bridge-confirmed', attempt, at }];
  }
  if (isAsked(call, attempt)) return [accepts(attempt, at)];
  const missed = attemptOf(call, attempt);
  if (missed?.result !== 'no_answer' && missed?.result !== 'failed') return [];
  const answeredAt = Math.min(missed.pickedUpAt ?? at, missed.endedAt ?? at);
  return [{ type: 'turned-out-accepted', attempt, answeredAt, at }];
}

const accepts = (attempt: number, at: number): CallEvent => ({
  type: 'accepted',
  attempt,
  answeredAt: at,
  assumed: false,
  at,
});

/** Only 1 and 2 mean something; any other key leaves the prompt to be heard again. */
export function press(call: Call, { attempt, digit, at }: Command<'press'>): readonly CallEvent[] {
  if (!call.setup.screening || !isAsked(call, attempt)) return [];
  if (digit === '1') return [accepts(attempt, at)];
  return digit === '2' && attemptOf(call, attempt)?.result === 'ringing'
    ? [{ type: 'missed', attempt, miss: 'declined', reason: null, at }]
    : [];
}

/**
 * The provider itself asks for the key, and reports the one that passes: the call is moved by a redirect, since nobody asks
 * for a document. A 2 that is pressed in a conversation is no pass; where its bridge was not reported, the time shows that the
 * screening is over.
 */
export function pass(call: Call, command: Extract<CallCommand, { type: 'pass' }>): readonly CallEvent[] {
  const { attempt, at } = command;
  const pickedUpAt = attemptOf(call, attempt)?.pickedUpAt ?? at;
  if (!call.setup.screening || !isAsked(call, attempt) || at > pickedUpAt + reportableMs(call)) return [];
  return [
    { type: 'missed', attempt, miss: 'declined', reason: null, at },
    ...goOn(call, attempt, { ...command, fetched: false }),
    { type: 'redirecting', at },
  ];
}

/** The attempt is the current one and still open. */
const isAsked = (call: Call, attempt: number): boolean =>
  (call.phase.name === 'ringing' || call.phase.name === 'screening') &&
  call.phase.attempt === attempt &&
  attemptOf(call, attempt)?.result === 'ringing';
