import type { Responder, Role, SkipReason } from './responder.js';

/** Who a target of the line is at the time of the call; `user` is null where nobody is on call. */
export interface Candidate {
  readonly role: Role;
  readonly user: { readonly id: string; readonly name: string; readonly phone: string | null } | null;
  readonly scheduleId: string | null;
  readonly scheduleName: string | null;
  /** A defect kept us from telling who this is: not the same as nobody on call. */
  readonly undetermined?: true;
}

/** One entry of the plan: somebody to ring, or why nobody is. */
export type Planned =
  | { readonly role: Role; readonly responder: Responder; readonly skip: null }
  | {
      readonly role: Role;
      readonly responder: null;
      readonly skip: SkipReason;
      readonly user: { readonly id: string; readonly name: string } | null;
      readonly scheduleId: string | null;
      readonly undetermined?: true;
    };

export interface RingRules {
  /** E.164; null where withheld. */
  readonly callerNumber: string | null;
  /** The toll-fraud rule: whether we dial this number at all. */
  readonly mayBeDialled: (phone: string) => boolean;
  /** While the line is in test mode, everybody's ring goes to this person. */
  readonly tester: NonNullable<Candidate['user']> | null;
}

/** Who is in the plan so far. A phone that several people share is rung once, whoever of them comes first. */
interface Planning {
  readonly users: Set<string>;
  readonly phones: Set<string>;
}

/** Who will be rung, in order, and who not and why. What depends on the moment of ringing is decided then. */
export function ringPlan(onCall: readonly Candidate[], rules: RingRules): readonly Planned[] {
  const { tester } = rules;
  const candidates = tester
    ? onCall.map(({ role }): Candidate => ({ role, user: tester, scheduleId: null, scheduleName: null }))
    : onCall;
  const planned: Planning = { users: new Set(), phones: new Set() };
  return candidates.map(({ role, user, scheduleId, scheduleName, undetermined }): Planned => {
    const skip = reasonToSkip(user, rules, planned);
    if (skip || !user?.phone) {
      return {
        role,
        responder: null,
        skip: skip ?? 'no_phone',
        user: user && { id: user.id, name: user.name },
        scheduleId,
        ...(undetermined ? { undetermined } : {}),
      };
    }
    planned.users.add(user.id);
    planned.phones.add(user.phone);
    const responder = { userId: user.id, userName: user.name, phone: user.phone, scheduleId, scheduleName };
    return { role, responder, skip: null };
  });
}

function reasonToSkip(
  user: Candidate['user'],
  { callerNumber, mayBeDialled, tester }: RingRules,
  planned: Planning,
): SkipReason | null {
  if (!user) return 'nobody_on_call';
  if (!user.phone) return 'no_phone';
  if (user.phone === callerNumber) return 'is_the_caller';
  if (!tester && (planned.users.has(user.id) || planned.phones.has(user.phone))) return 'already_rung';
  if (!mayBeDialled(user.phone)) return 'phone_not_allowed';
  return null;
}
