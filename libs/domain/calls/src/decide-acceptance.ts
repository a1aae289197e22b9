import { attemptOf, type Call } from './call.js';
import type { CallCommand } from './commands.js';
import type { CallEvent } from './events.js';

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

/** The attempt is the current one and still open. */
const isAsked = (call: Call, attempt: number): boolean =>
  (call.phase.name === 'ringing' || call.phase.name === 'screening') &&
  call.phase.attempt === attempt &&
  attemptOf(call, attempt)?.result === 'ringing';
