import type { Attempt, Call } from './call.js';
import type { CallEvent } from './events.js';
import type { EpochMs } from './responder.js';

/** Every reason why somebody in the plan is not rung, in words that follow their name (the role where nobody is on call). */
export const skipWords = {
  nobody_on_call: 'nobody is on call',
  no_phone: 'has no usable phone number',
  phone_not_allowed: 'has a phone number that may not be dialled',
  already_rung: 'is in the ring plan already',
  declined_before: 'passed before in this call',
  on_another_call: 'is on another call',
  is_the_caller: 'is the caller',
  absent: 'is absent and nobody stands in',
} as const;

export type SkipReason = keyof typeof skipWords;

const sharedPhoneWords = 'has the same phone as somebody who is in the ring plan already';

/** Why this attempt is skipped, in words that follow a name. */
export function whySkipped(call: Call, { n, user, detail }: Attempt, reason: SkipReason): string {
  // It is not the person who is in the plan already, but their phone.
  const sharesPhone = reason === 'already_rung' && !call.attempts.some((a) => a.n < n && a.user?.id === user?.id);
  return sharesPhone ? sharedPhoneWords : (detail ?? skipWords[reason]);
}

export interface RingRules {
  /** E.164; null where withheld. */
  readonly callerNumber: string | null;
  /** The toll-fraud rule: why we do not dial this number, in words that follow its owner's name; null where we do. */
  readonly whyNotDialled: (phone: string) => string | null;
  /** While the line is in test mode, everybody's ring goes to this person. */
  readonly tester: Person | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
}

/** Who is in the plan so far. A phone that several people share is rung once, whoever of them comes first. */
interface PlannedSoFar {
  readonly users: ReadonlySet<string>;
  readonly phones: ReadonlySet<string>;
}

/** What is known when the call comes in. */
export function reasonToSkip(
  user: Person | null,
  { callerNumber, whyNotDialled, tester }: RingRules,
  planned: PlannedSoFar,
): SkipReason | null {
  if (!user) return 'nobody_on_call';
  if (!user.phone) return 'no_phone';
  if (user.phone === callerNumber) return 'is_the_caller';
  if (!tester && (planned.users.has(user.id) || planned.phones.has(user.phone))) return 'already_rung';
  if (whyNotDialled(user.phone) !== null) return 'phone_not_allowed';
  return null;
}

/** What is known only when somebody would be rung. */
export const reasonToSkipNow = (attempt: Attempt, busyUserIds: readonly string[]): SkipReason | null =>
  attempt.responder && busyUserIds.includes(attempt.responder.userId) ? 'on_another_call' : null;

/** Who is in the plan again after attempt `n`, having passed, is skipped for that, not for having been rung. */
export function skippedForPassing(call: Call, n: number, at: EpochMs): readonly CallEvent[] {
  const passed = call.attempts.filter((a) => a.result === 'declined').map((a) => a.user?.id);
  return call.attempts
    .filter((a) => a.n > n && a.reason === 'already_rung' && passed.includes(a.user?.id))
    .map((a) => ({ type: 'skipped', attempt: a.n, reason: 'declined_before', at }));
}
