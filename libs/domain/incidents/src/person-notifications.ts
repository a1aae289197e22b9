import type { IncidentStatus } from './change-status.js';
import { minutesAfter } from './escalation.js';

export type NotifyKind = 'sms' | 'voice' | 'push' | 'email' | 'slack';

/** One way in which a person wants to be notified, so long after a step. */
export interface NotifyRule {
  readonly type: NotifyKind;
  readonly delayMinutes: number;
}

export type NotificationState = 'waiting' | 'sent' | 'delivered' | 'failed' | 'answered' | 'cancelled';

/** What was planned for a person at a step, in the order in which it comes. */
export interface PlannedNotification {
  readonly kind: NotifyKind;
  readonly dueAt: Date;
  /** `failed`: it cannot be tried, for the reason in `detail`. */
  readonly state: 'waiting' | 'failed';
  readonly detail: string | null;
}

/** Why a person cannot be notified in this way, to be read after their name (`has no phone`); null where they can. */
export type WhyUnusable = (kind: NotifyKind) => string | null;

/**
 * Who is told that they were made responders: whoever was none before, and did not do it themself. Nobody is told of an incident that
 * is over or keeps quiet.
 */
export function respondersToTell(
  {
    status,
    suppressed,
    muted,
  }: { readonly status: IncidentStatus; readonly suppressed: boolean; readonly muted: boolean },
  {
    before,
    after,
    by,
  }: { readonly before: readonly string[]; readonly after: readonly string[]; readonly by: string | null },
): readonly string[] {
  if (status === 'resolved' || suppressed || muted) return [];
  return [...new Set(after)].filter((id) => id !== by && !before.includes(id));
}

/**
 * How a person is notified of a step: by their rules, each after its delay. Where none of them can be used, by e-mail at once, and
 * where that cannot be used either, nothing waits. A kind that cannot be tried leaves its turn to the next.
 */
export function planNotifications(
  rules: readonly NotifyRule[],
  stepAt: Date,
  whyUnusable: WhyUnusable,
): readonly PlannedNotification[] {
  const inOrder = [...rules].sort((a, b) => a.delayMinutes - b.delayMinutes);
  const planned = inOrder.map(({ type, delayMinutes }): PlannedNotification => {
    const detail = whyUnusable(type);
    return {
      kind: type,
      dueAt: minutesAfter(stepAt, delayMinutes),
      state: detail === null ? 'waiting' : 'failed',
      detail,
    };
  });
  if (planned.some(({ state }) => state === 'waiting')) return movedUp(planned, stepAt);
  const why = whyUnusable('email');
  const isTried = planned.some(({ kind }) => kind === 'email');
  if (isTried) return planned;
  return [...planned, { kind: 'email', dueAt: stepAt, state: why === null ? 'waiting' : 'failed', detail: why }];
}

/**
 * How a person is notified who was made a responder: as of a step. Of an incident that somebody looks after only in the ways that come
 * first, since no acknowledgement of another's would stop the rest.
 */
export function planForResponder(
  rules: readonly NotifyRule[],
  addedAt: Date,
  whyUnusable: WhyUnusable,
  status: IncidentStatus,
): readonly PlannedNotification[] {
  const planned = planNotifications(rules, addedAt, whyUnusable);
  const first = planned.find(({ state }) => state === 'waiting');
  if (status !== 'acknowledged' || !first) return planned;
  return planned.filter(({ dueAt }) => dueAt <= first.dueAt);
}

/** What stands before the first that can be tried has failed at once, so that one comes when the first of all was to come. */
function movedUp(planned: readonly PlannedNotification[], stepAt: Date): readonly PlannedNotification[] {
  const first = planned.findIndex(({ state }) => state === 'waiting');
  const dueAt = planned[0]?.dueAt ?? stepAt;
  return planned.map((one, i) => (i === first ? { ...one, dueAt } : one));
}

/** A notification of one person at one step, as it stands. */
export interface StoredNotification {
  readonly id: string;
  readonly kind: NotifyKind;
  readonly state: NotificationState;
  readonly dueAt: Date;
  /** Since it was planned somebody has acknowledged, resolved or muted the incident. */
  readonly isCalledOff: boolean;
}

/**
 * What makes up for a notification that has failed: the next one that waits comes at once; where none waits and nothing else has
 * arrived, an e-mail, unless one was tried. Nothing, where nobody is to be told any more. `all` are those of the person at the step,
 * in their order.
 */
export function afterFailure(
  all: readonly StoredNotification[],
  whyUnusable: WhyUnusable,
): { readonly type: 'hasten'; readonly id: string } | { readonly type: 'add-email' } | { readonly type: 'nothing' } {
  if (all.some(({ isCalledOff }) => isCalledOff)) return { type: 'nothing' };
  const waiting = all.filter(({ state }) => state === 'waiting').sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  const [next] = waiting;
  if (next) return { type: 'hasten', id: next.id };
  const isOnItsWay = all.some(({ state }) => state === 'sent' || state === 'delivered' || state === 'answered');
  if (isOnItsWay || all.some(({ kind }) => kind === 'email') || whyUnusable('email') !== null)
    return { type: 'nothing' };
  return { type: 'add-email' };
}

/** What happens to a notification when it is reported about. */
export type NotificationReport = 'sent' | 'delivered' | 'failed' | 'answered';

const rank: Readonly<Record<NotificationState, number>> = {
  waiting: 0,
  cancelled: 0,
  sent: 1,
  delivered: 2,
  failed: 2,
  answered: 3,
};

/**
 * The state after a report. Reports come late, twice and out of order: what says no more than is known changes nothing. An answer
 * stands whatever is reported after it. What was cancelled and went out all the same was sent.
 */
export const afterReport = (state: NotificationState, report: NotificationReport): NotificationState =>
  rank[report] > rank[state] ? report : state;
