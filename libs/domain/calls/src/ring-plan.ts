import type { Planned, Role, StoodInFor } from './responder.js';
import { type Person, reasonToSkip, type RingRules } from './skip-reasons.js';

/** Who a target of the line is at the time of the call, or who stands in for them; `user` is null where nobody is on call. */
export interface Candidate {
  readonly role: Role;
  readonly user: Person | null;
  readonly scheduleId: string | null;
  readonly scheduleName: string | null;
  /** Whose place `user` is in. */
  readonly standsInFor?: StoodInFor;
  /** `user` is absent, and nobody stands in. */
  readonly absent?: true;
  /** A defect kept us from finding out who this is: not the same as nobody on call. */
  readonly undetermined?: true;
}

/** Who will be rung, in order, and who not and why. What depends on the moment of ringing is decided then. */
export function ringPlan(onCall: readonly Candidate[], rules: RingRules): readonly Planned[] {
  const { tester } = rules;
  const candidates = tester
    ? onCall.map(({ role }): Candidate => ({ role, user: tester, scheduleId: null, scheduleName: null }))
    : onCall;
  const planned = { users: new Set<string>(), phones: new Set<string>() };
  return candidates.map(({ role, user, scheduleId, scheduleName, standsInFor, absent, undetermined }): Planned => {
    const skip = absent ? 'absent' : reasonToSkip(user, rules, planned);
    const instead = standsInFor ? { standsInFor } : {};
    if (skip || !user?.phone) {
      return {
        role,
        responder: null,
        skip: skip ?? 'no_phone',
        ...(skip === 'phone_not_allowed' && user?.phone ? { detail: rules.whyNotDialled(user.phone) } : {}),
        user: user && { id: user.id, name: user.name },
        scheduleId,
        ...instead,
        ...(undetermined ? { undetermined } : {}),
      };
    }
    planned.users.add(user.id);
    planned.phones.add(user.phone);
    const responder = { userId: user.id, userName: user.name, phone: user.phone, scheduleId, scheduleName };
    return { role, responder, skip: null, ...instead };
  });
}
