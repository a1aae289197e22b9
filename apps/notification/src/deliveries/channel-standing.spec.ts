import type { DeliveryAnswer } from '@ringdown/chat';
import { channelPolicies } from './channel-policy.js';
import type { Standing } from './channel-queue.repository.js';
import { standingAfter } from './channel-standing.js';

const now = new Date('2026-01-05T03:00:00.000Z');
const inSeconds = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
const fresh: Standing = {
  reserved_until: null,
  closed_until: null,
  failures: 0,
  gone: 0,
  disabled_at: null,
  disabled_target: null,
  failing_since: null,
};
const after = (answers: readonly DeliveryAnswer[], before: Partial<Standing> = {}): Standing =>
  standingAfter({ ...fresh, ...before }, { policy: channelPolicies.slack, now, answers, target: 'url' });

const accepted: DeliveryAnswer = { type: 'accepted', detail: 'Slack answered 200: ok' };
const unreachable: DeliveryAnswer = { type: 'retry', reason: 'no answer in time' };
const refused: DeliveryAnswer = { type: 'failed-for-good', reason: 'Slack answered 404: no_service' };
const gone: DeliveryAnswer = { type: 'failed-for-good', reason: 'it answered 410', isGone: true };

it('counts what was sent against the rate', () => {
  expect(after([accepted, accepted]).reserved_until).toEqual(inSeconds(2));
  expect(after([]).reserved_until).toBeNull();
});

it.each([
  [1, null],
  [4, null],
  [5, 10],
  [6, 20],
  [20, 300],
])('is closed after %d failures in a row for %s s', (failures, seconds) => {
  const standing = after([unreachable], { failures: failures - 1 });
  expect(standing).toMatchObject({ failures, closed_until: seconds === null ? null : inSeconds(seconds) });
});

it('is open again once something gets through, and is not failing any more', () => {
  expect(after([accepted], { failures: 9, gone: 2, failing_since: now })).toMatchObject({
    failures: 0,
    gone: 0,
    failing_since: null,
    closed_until: null,
  });
});

it('pauses for as long as it is asked to, which is no failure', () => {
  const busy: DeliveryAnswer = { type: 'retry', reason: 'Slack answered 429', afterMs: 7000 };
  expect(after([busy], { failures: 2 })).toMatchObject({ failures: 2, closed_until: inSeconds(7) });
});

it('fails since the first refusal', () => {
  expect(after([refused]).failing_since).toEqual(now);
  expect(after([refused], { failing_since: inSeconds(-60) }).failing_since).toEqual(inSeconds(-60));
});

it('is disabled by the third answer in a row that nobody is there any more', () => {
  expect(after([gone], { gone: 1 })).toMatchObject({ gone: 2, disabled_at: null });
  expect(after([gone], { gone: 2 })).toMatchObject({ disabled_at: now, disabled_target: 'url' });
  expect(after([refused, gone], { gone: 2 })).toMatchObject({ gone: 1, disabled_at: null });
  expect(after([accepted, gone], { gone: 2 })).toMatchObject({ gone: 1, disabled_at: null });
});
