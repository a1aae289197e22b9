import type { Responder, Role, SkipReason } from './responder.js';

/** Who a target of the line is at the time of the call; `user` is null where nobody is on call. */
export interface Candidate {
  readonly role: Role;
  readonly user: { readonly id: string; readonly name: string; readonly phone: string | null } | null;
  readonly scheduleId: string | null;
  readonly scheduleName: string | null;
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
    };

/** Who will be rung, in order, and who not and why. What depends on the moment of ringing is decided then. */
export function ringPlan(candidates: readonly Candidate[], callerNumber: string | null): readonly Planned[] {
  const planned = new Set<string>();
  return candidates.map(({ role, user, scheduleId, scheduleName }): Planned => {
    const skip = reasonToSkip(user, callerNumber, planned);
    if (skip || !user?.phone) {
      return {
        role,
        responder: null,
        skip: skip ?? 'no_phone',
        user: user && { id: user.id, name: user.name },
        scheduleId,
      };
    }
    planned.add(user.id);
    const responder = { userId: user.id, userName: user.name, phone: user.phone, scheduleId, scheduleName };
    return { role, responder, skip: null };
  });
}

function reasonToSkip(
  user: Candidate['user'],
  callerNumber: string | null,
  planned: ReadonlySet<string>,
): SkipReason | null {
  if (!user) return 'nobody_on_call';
  if (!user.phone) return 'no_phone';
  if (user.phone === callerNumber) return 'is_the_caller';
  if (planned.has(user.id)) return 'already_rung';
  return null;
}
