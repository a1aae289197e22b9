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
      /** In words, where the reason alone does not say what to do. */
      readonly detail?: string | null;
      readonly user: { readonly id: string; readonly name: string } | null;
      readonly scheduleId: string | null;
      readonly undetermined?: true;
    };

export interface RingRules {
  /** E.164; null where withheld. */
  readonly callerNumber: string | null;
  /** The toll-fraud rule: why we do not dial this number, in words that follow its owner's name; null where we do. */
  readonly whyNotDialled: (phone: string) => string | null;
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
        ...(skip === 'phone_not_allowed' && user?.phone ? { detail: rules.whyNotDialled(user.phone) } : {}),
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
  { callerNumber, whyNotDialled, tester }: RingRules,
  planned: Planning,
): SkipReason | null {
  if (!user) return 'nobody_on_call';
  if (!user.phone) return 'no_phone';
  if (user.phone === callerNumber) return 'is_the_caller';
  if (!tester && (planned.users.has(user.id) || planned.phones.has(user.phone))) return 'already_rung';
  if (whyNotDialled(user.phone) !== null) return 'phone_not_allowed';
  return null;
}
