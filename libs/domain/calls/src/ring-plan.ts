import type { Planned, Role } from './responder.js';
import { type Person, reasonToSkip, type RingRules } from './skip-reasons.js';

/** Who a target of the line is at the time of the call; `user` is null where nobody is on call. */
export interface Candidate {
  readonly role: Role;
  readonly user: Person | null;
  readonly scheduleId: string | null;
  readonly scheduleName: string | null;
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
