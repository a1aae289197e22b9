import { oncallEvents } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';
import { TellShifts } from './tell-shifts.js';

let control: ControlUnderTest;
let now = new Date();
let [priya, sam, schedule] = ['', '', ''];
let seen = 0;
beforeAll(async () => {
  control = await startControl();
  jest.spyOn(control.app.get(Clock), 'now').mockImplementation(() => now);
});
afterAll(() => control.stop());

beforeEach(async () => {
  const { client, database } = control;
  await database.query('delete from outbox');
  await database.query(`delete from resource where kind = 'schedule'`);
  seen += 1;
  now = at('05T10:00');
  const shiftNotices = [
    { type: 'push', minutesBefore: 30 },
    { type: 'sms', minutesBefore: 0 },
  ];
  priya = (await client.made('/users', { name: 'Priya S. Rao', email: `priya${seen}@ringdown.example` })).id;
  sam = (await client.made('/users', { name: 'Sam', email: `sam${seen}@ringdown.example`, shiftNotices })).id;
  const rotation = { every: 1, unit: 'day', startsAt: '2026-01-05T09:00' };
  const layers = [{ name: 'Daily', participants: [priya, sam], rotation }];
  schedule = (await client.made('/schedules', { name: 'Backend Team', timeZone: 'UTC', layers })).id;
  await look();
});

const at = (text: string) => new Date(`2026-01-${text}:00.000Z`);
const look = () => control.app.get(TellShifts, { strict: false }).tell();
const lookAt = (text: string) => {
  now = at(text);
  return look();
};
const told = async () => {
  const rows = await control.database.query<{ subject: string; data: { user: { id: string }; notice?: object } }>(
    `select subject, data from outbox where subject like 'oncall.%' order by sequence`,
  );
  return rows.map(({ subject, data }) => ({ subject, data }));
};
const briefly = async () => (await told()).map(({ subject, data }) => [subject.split('.')[1], data.user.id]);

it('tells nothing of who is on call already when it looks first', async () => {
  expect(await told()).toEqual([]);
  await lookAt('05T12:00');
  expect(await told()).toEqual([]);
});

it('tells of a handoff once, with the shift of each', async () => {
  await lookAt('06T08:59');
  await control.database.query('delete from outbox');
  await lookAt('06T09:00');
  await look();
  const [ended, started, notice, ...more] = await told();
  expect(more).toEqual([]);
  const shown = { id: schedule, name: 'Backend Team', url: 'http://127.0.0.1:3000/on-call' };
  expect(ended).toEqual({
    subject: oncallEvents.shiftEnded.subject,
    data: {
      event_type: 'oncall_shift_end',
      organization: { id: 'organisation', name: '127.0.0.1:3000' },
      user: { id: priya, firstName: 'Priya', lastName: 'S. Rao', email: `priya${seen}@ringdown.example` },
      oncall: {
        ...shown,
        shift: {
          id: `${schedule}.${priya}.${at('05T09:00').getTime()}`,
          start: '2026-01-05T09:00:00.000Z',
          end: '2026-01-06T09:00:00.000Z',
        },
      },
      handoff: { to: { id: sam, name: 'Sam' } },
    },
  });
  expect(started).toMatchObject({
    subject: oncallEvents.shiftStarted.subject,
    data: {
      event_type: 'oncall_shift_start',
      user: { id: sam, firstName: 'Sam', lastName: '' },
      oncall: { shift: { start: '2026-01-06T09:00:00.000Z', end: '2026-01-07T09:00:00.000Z' } },
      handoff: { from: { id: priya, name: 'Priya S. Rao' } },
    },
  });
  expect(notice).toMatchObject({
    subject: oncallEvents.noticeDue.subject,
    data: { event_type: 'oncall_shift_start', user: { id: sam }, notice: { type: 'sms', minutesBefore: 0 } },
  });
});

it('tells people ahead, so long before as they chose, once', async () => {
  await lookAt('06T08:29');
  expect(await told()).toEqual([]);
  await lookAt('06T08:31');
  await lookAt('06T08:45');
  expect(await told()).toMatchObject([
    {
      subject: oncallEvents.noticeDue.subject,
      data: {
        user: { id: sam },
        oncall: { shift: { start: '2026-01-06T09:00:00.000Z' } },
        notice: { type: 'push', minutesBefore: 30 },
      },
    },
  ]);
});

it('tells what an override changes, and that the shift goes on after it', async () => {
  await control.client.made(`/schedules/${schedule}/overrides`, {
    userId: sam,
    replacesUserId: priya,
    startsAt: at('05T12:00').toISOString(),
    endsAt: at('05T13:00').toISOString(),
  });
  await lookAt('05T11:29');
  await control.database.query('delete from outbox');
  await lookAt('05T11:59');
  await control.database.query('delete from outbox');
  await lookAt('05T12:05');
  await lookAt('05T13:00');
  expect((await briefly()).filter(([what]) => what !== 'notice_due')).toEqual([
    ['shift_ended', priya],
    ['shift_started', sam],
    ['shift_ended', sam],
    ['shift_started', priya],
  ]);
});

it('tells of a change of the schedule', async () => {
  const layers = [
    { name: 'Alone', participants: [sam], rotation: { every: 1, unit: 'day', startsAt: '2026-01-05T09:00' } },
  ];
  await control.client.patch(`/schedules/${schedule}`, { layers });
  await lookAt('05T10:01');
  expect((await briefly()).filter(([what]) => what !== 'notice_due')).toEqual([
    ['shift_ended', priya],
    ['shift_started', sam],
  ]);
});

it('tells once with many that look at the same time', async () => {
  now = at('06T08:58');
  await look();
  await control.database.query('delete from outbox');
  now = at('06T09:00');
  await Promise.all(Array.from({ length: 5 }, look));
  expect((await briefly()).filter(([what]) => what !== 'notice_due')).toHaveLength(2);
});

it('tells after a long outage only who is on call now', async () => {
  await lookAt('08T12:00');
  expect((await briefly()).filter(([what]) => what !== 'notice_due')).toEqual([
    ['shift_ended', priya],
    ['shift_started', sam],
  ]);
  await control.database.query('delete from outbox');
  await lookAt('10T12:00');
  expect(await told()).toEqual([]);
});

it('leaves a schedule in peace that nobody can read, and the others are told', async () => {
  await control.database.query(
    `insert into resource (id, kind, name, document) select 'sched_broken', kind, 'Broken',
       jsonb_set(jsonb_set(document, '{id}', '"sched_broken"'), '{timeZone}', '"PST"') from resource where id = $1`,
    [schedule],
  );
  await lookAt('06T08:58');
  await lookAt('06T09:00');
  expect((await briefly()).map(([what]) => what)).toContain('shift_started');
});
