import { look, schedule, user } from '../testing/readiness-input.js';
import { backlogItems } from './readiness-items.js';

it('is empty where all is well', () => expect(look()).toEqual([]));

it('names a schedule that cannot be read, and what to change', () => {
  expect(look({ schedules: [schedule('PST', 'user_1')] })).toMatchObject([
    { kind: 'schedule_unreadable', level: 'error', subject: { type: 'schedule', id: 'sched_1', name: 'Backend Team' } },
  ]);
});

it.each([
  ['a mobile of Guernsey on a line that dials the United States', '+447911123456', 'GG', 'Guernsey'],
  ['a Canadian', '+14165550123', 'CA', 'Canada'],
])('says which country to allow for %s', (_who, phone, code, name) => {
  const [item] = look({ users: [user('user_1', phone)] });
  expect(item).toMatchObject({ kind: 'phone_country_not_allowed', level: 'error', subject: { id: 'user_1' } });
  expect(item?.text).toContain(name);
  expect(item?.text).toContain(`add ${code} to allowedCountries`);
  expect(look({ users: [user('user_1', phone)], allowedCountries: ['US', code] })).toEqual([]);
});

it('asks for a phone of a new area to be verified', () => {
  const unverified = user('user_1', '+16792345678', { phoneVerifiedAt: null });
  expect(look({ users: [unverified] })).toMatchObject([{ kind: 'phone_not_verified', level: 'error' }]);
  expect(look({ users: [user('user_1', '+16792345678')] })).toEqual([]);
});

it('names a phone that is never dialled', () => {
  expect(look({ users: [user('user_1', '+19005550100')] })).toMatchObject([{ kind: 'phone_not_allowed' }]);
});

it('asks only for those whom a line may ring', () => {
  expect(look({ users: [user('user_1', '+14155550101'), user('user_2', '+447911123456')] })).toEqual([]);
  expect(look({ users: [user('user_9', '+447911123456')] })).toMatchObject([{ subject: { id: 'user_9' } }]);
});

it('names each call that met a defect, and the cause', () => {
  const what = 'Who is on call in Backend Team could not be determined (RangeError: not a time zone: PST).';
  const at = '2026-01-05T09:00:00.000Z';
  const items = look({
    defects: [
      { lineId: 'line_1', callId: 'call_1', what, at },
      { lineId: 'line_1', callId: null, what, at },
    ],
  });
  expect(items).toMatchObject([
    { kind: 'call_met_defect', subject: { type: 'call', id: 'call_1', name: 'Hotline' } },
    { kind: 'line_met_defect', subject: { type: 'line', id: 'line_1' } },
  ]);
  for (const { text } of items) expect(text).toContain(what);
});

it('names each service that could not be asked once, and what waits in the others', () => {
  const consumers = [{ consumer: 'incident-apply-alerts', deadLetters: 2, lagSeconds: 0 }];
  const items = look({
    defects: null,
    backlogs: [
      { service: 'call-routing', backlog: null },
      { service: 'ingest', backlog: null },
      { service: 'incident', backlog: { consumers, outboxLagSeconds: 0 } },
    ],
  });
  expect(items.map(({ kind, subject }) => [kind, subject.id])).toEqual([
    ['dead_letters', 'incident-apply-alerts'],
    ['service_unreachable', 'call-routing'],
    ['service_unreachable', 'ingest'],
  ]);
});

it('says that it could not ask, and tells warnings last', () => {
  const items = look({ defects: null, runtimeRules: '2025c', users: [user('user_1', '+19005550100')] });
  expect(items.map(({ kind, level }) => [kind, level])).toEqual([
    ['phone_not_allowed', 'error'],
    ['service_unreachable', 'warning'],
    ['time_zone_rules_outdated', 'warning'],
  ]);
});

const calm = { consumer: 'incident-apply-alerts', deadLetters: 0, lagSeconds: 3 };
const lookAtBacklog = (consumer: Partial<typeof calm> | { lagSeconds: null }, outboxLagSeconds = 0) =>
  backlogItems([{ service: 'incident', backlog: { consumers: [{ ...calm, ...consumer }], outboxLagSeconds } }]);

it('says nothing of what goes on as it should', () => {
  expect(lookAtBacklog({})).toEqual([]);
  expect(lookAtBacklog({ lagSeconds: null })).toEqual([]);
  expect(backlogItems([{ service: 'incident', backlog: null }])).toEqual([]);
});

it('counts the dead letters of a consumer, and says what to do', () => {
  const subject = { type: 'consumer', id: 'incident-apply-alerts', name: 'incident-apply-alerts' };
  const [one] = lookAtBacklog({ deadLetters: 1 });
  expect(one).toMatchObject({ kind: 'dead_letters', level: 'error', subject });
  expect(one?.text).toBe('One event could not take effect in incident-apply-alerts.');
  expect(one?.fix).toContain('replay');
  expect(lookAtBacklog({ deadLetters: 7 })[0]?.text).toContain('7 events');
});

it.each([
  [31, '31 seconds'],
  [300, '5 minutes'],
])('tells of a consumer, and of an outbox, that is %d s behind', (seconds, words) => {
  const items = lookAtBacklog({ lagSeconds: seconds }, seconds);
  expect(items.map(({ kind, level }) => [kind, level])).toEqual([
    ['consumer_behind', 'error'],
    ['outbox_behind', 'error'],
  ]);
  for (const { text } of items) expect(text).toContain(words);
});
