import { advance } from './advance.js';
import type { Attempt, Call, CallDetails } from './call.js';
import { ringDeadline } from './next-attempt.js';
import { type EpochMs, roles, type Planned } from './responder.js';

/** Where in the call the provider is, by the address that it requests. */
export type Place =
  { readonly kind: 'greeting' } | { readonly kind: 'attempt'; readonly attempt: number } | { readonly kind: 'message' };

/**
 * A call of which nothing is left but what its own address carries: the line's ring plan of now, in which the attempts
 * before are over without an answer. `details.calledAt` is the instant of the rebuilding: the caller's longest wait begins anew.
 */
export function rebuild(details: CallDetails, plan: readonly Planned[], place: Place): Call {
  const at = details.calledAt;
  const { call } = advance(null, { type: 'receive', at, details, plan, admission: { kind: 'ring' } });
  if (!call) throw new Error('a received call is a call');
  if (place.kind === 'greeting') return call;
  if (place.kind === 'message') {
    const attempts = call.attempts.map((a) => over(a, at));
    return { ...call, attempts, phase: { name: 'taking-message', nobodyOnCall: false } };
  }
  return ringingAt(call, place.attempt, at);
}

function ringingAt(call: Call, n: number, at: EpochMs): Call {
  const planned = Array.from(
    { length: Math.max(n, call.attempts.length) },
    (_, i) => call.attempts[i] ?? unknown(i + 1),
  );
  const attempts = planned.map((a) => (a.n < n ? over(a, at) : a.n === n ? rung(a, at) : a));
  const deadline = ringDeadline(call, at);
  return { ...call, attempts, phase: { name: 'ringing', attempt: n, deadline, fetched: true } };
}

/** The address says that this one was rung, whatever the plan of now says. */
const rung = (attempt: Attempt, at: EpochMs): Attempt => ({
  ...attempt,
  result: 'ringing',
  reason: null,
  startedAt: at,
});

const over = (attempt: Attempt, at: EpochMs): Attempt =>
  attempt.result === 'waiting' ? { ...attempt, result: 'no_answer', endedAt: at } : attempt;

/** The line had more targets when the call came in. */
const unknown = (n: number): Attempt => ({
  n,
  role: roles[n - 1] ?? 'fallback2',
  responder: null,
  user: null,
  scheduleId: null,
  result: 'waiting',
  reason: null,
  startedAt: null,
  pickedUpAt: null,
  endedAt: null,
});
