import {
  afterFailure,
  afterReport,
  type NotificationReport,
  type NotificationState,
  type NotifyKind,
  planForResponder,
  planNotifications,
  respondersToTell,
  type StoredNotification,
} from './person-notifications.js';

const at = new Date('2026-01-05T03:00:00.000Z');
const minute = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
const usable = (): null => null;
const only =
  (...kinds: readonly NotifyKind[]) =>
  (kind: NotifyKind): string | null =>
    kinds.includes(kind) ? null : `has no ${kind}`;
const words = (planned: ReturnType<typeof planNotifications>) =>
  planned.map(({ kind, dueAt, state }) => `${(dueAt.getTime() - at.getTime()) / 60_000} ${kind} ${state}`);

describe('how a person is notified', () => {
  const rules = [
    { type: 'voice', delayMinutes: 5 },
    { type: 'sms', delayMinutes: 0 },
    { type: 'push', delayMinutes: 0 },
  ] as const;

  it('is by their rules, each after its delay', () => {
    expect(words(planNotifications(rules, at, usable))).toEqual(['0 sms waiting', '0 push waiting', '5 voice waiting']);
  });

  it('is by the next kind at once where the first cannot be tried', () => {
    const planned = planNotifications(rules, at, only('voice'));
    expect(words(planned)).toEqual(['0 sms failed', '0 push failed', '0 voice waiting']);
    expect(planned[0]?.detail).toBe('has no sms');
  });

  it('is by e-mail where no rule can be used, or none is there', () => {
    expect(words(planNotifications(rules, at, only('email')))).toEqual([
      '0 sms failed',
      '0 push failed',
      '5 voice failed',
      '0 email waiting',
    ]);
    expect(words(planNotifications([], at, usable))).toEqual(['0 email waiting']);
    expect(words(planNotifications([], at, only()))).toEqual(['0 email failed']);
    expect(words(planNotifications([{ type: 'email', delayMinutes: 3 }], at, only()))).toEqual(['3 email failed']);
  });
});

describe('who is made a responder', () => {
  const open = { status: 'triggered', suppressed: false, muted: false } as const;
  const added = { before: ['ann'], after: ['ann', 'bo', 'bo', 'cy'], by: 'cy' };

  it('is told once, but for who was one before, and who did it', () => {
    expect(respondersToTell(open, added)).toEqual(['bo']);
    expect(respondersToTell(open, { ...added, by: null })).toEqual(['bo', 'cy']);
    expect(respondersToTell(open, { ...added, before: ['bo', 'ann', 'cy'] })).toEqual([]);
  });

  it.each([{ status: 'resolved' }, { suppressed: true }, { muted: true }] as const)('is not told where %j', (state) =>
    expect(respondersToTell({ ...open, ...state }, added)).toEqual([]),
  );

  it('is told where somebody looks after the incident', () =>
    expect(respondersToTell({ ...open, status: 'acknowledged' }, added)).toEqual(['bo']));

  const rules = [
    { type: 'voice', delayMinutes: 5 },
    { type: 'sms', delayMinutes: 1 },
    { type: 'push', delayMinutes: 1 },
  ] as const;

  it('is notified as of a step', () =>
    expect(planForResponder(rules, at, usable, 'triggered')).toEqual(planNotifications(rules, at, usable)));

  it('is notified in the first ways only where somebody looks after the incident', () => {
    const acknowledged = (whyUnusable: (kind: NotifyKind) => string | null) =>
      words(planForResponder(rules, at, whyUnusable, 'acknowledged'));
    expect(acknowledged(usable)).toEqual(['1 sms waiting', '1 push waiting']);
    expect(acknowledged(only('voice'))).toEqual(['1 sms failed', '1 push failed', '1 voice waiting']);
    expect(acknowledged(only('email'))).toEqual(['0 email waiting']);
    expect(acknowledged(only())).toEqual(words(planNotifications(rules, at, only())));
  });
});

describe('a notification that failed', () => {
  const one = (id: string, kind: NotifyKind, state: NotificationState, minutes = 0): StoredNotification => ({
    id,
    kind,
    state,
    dueAt: minute(minutes),
    isCalledOff: false,
  });

  it('makes way for the next one at once', () => {
    const all = [one('a', 'sms', 'failed'), one('b', 'voice', 'waiting', 10), one('c', 'push', 'waiting', 5)];
    expect(afterFailure(all, usable)).toEqual({ type: 'hasten', id: 'c' });
  });

  it('makes way for nothing once somebody looks after the incident', () => {
    const calledOff = { ...one('a', 'sms', 'failed'), isCalledOff: true };
    expect(afterFailure([calledOff], usable)).toEqual({ type: 'nothing' });
  });

  it('makes way for an e-mail where nothing waits and nothing has arrived', () => {
    expect(afterFailure([one('a', 'sms', 'failed')], usable)).toEqual({ type: 'add-email' });
    expect(afterFailure([one('a', 'sms', 'failed')], only())).toEqual({ type: 'nothing' });
    expect(afterFailure([one('a', 'sms', 'failed'), one('b', 'email', 'failed')], usable)).toEqual({ type: 'nothing' });
    expect(afterFailure([one('a', 'sms', 'failed'), one('b', 'push', 'sent')], usable)).toEqual({ type: 'nothing' });
  });
});

describe('a report about a notification', () => {
  it.each<[NotificationState, NotificationReport, NotificationState]>([
    ['waiting', 'sent', 'sent'],
    ['sent', 'delivered', 'delivered'],
    ['delivered', 'sent', 'delivered'],
    ['delivered', 'failed', 'delivered'],
    ['failed', 'sent', 'failed'],
    ['failed', 'delivered', 'failed'],
    ['answered', 'failed', 'answered'],
    ['sent', 'answered', 'answered'],
    ['cancelled', 'sent', 'sent'],
  ])('%s, %s: %s', (state, report, after) => expect(afterReport(state, report)).toBe(after));
});
