import { Clock } from '@ringdown/kernel';
import ICAL from 'ical.js';
import { admin, type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
let [priya, sam, schedule] = ['', '', ''];
let now = new Date('2026-06-10T12:00:00.000Z');
beforeAll(async () => {
  control = await startControl();
  const { client } = control;
  priya = (await client.made('/users', { name: 'Priya S.', email: 'priya@ringdown.example' })).id;
  sam = (await client.made('/users', { name: 'Sam T.', email: 'sam@ringdown.example' })).id;
  const rotation = { every: 1, unit: 'week', startsAt: '2026-01-05T09:00' };
  const layers = [{ name: 'Weekly', participants: [priya, sam], rotation }];
  schedule = (await client.made('/schedules', { name: 'Backend Team', timeZone: 'Europe/Berlin', layers })).id;
  await client.made('/schedules', {
    name: 'Frontend',
    timeZone: 'UTC',
    layers: [{ ...layers[0], participants: [sam] }],
  });
  jest.spyOn(control.app.get(Clock), 'now').mockImplementation(() => now);
});
afterAll(() => control.stop());

/** Below /api/v1, as the client wants it. */
const pathOf = (url: unknown) => String(url).replace('http://127.0.0.1:3000/api/v1', '');
const scheduleUrl = async () => pathOf((await control.client.get(`/schedules/${schedule}`)).body['calendarUrl']);
const subscriber = () => control.client.nobody();

function eventsIn(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
}

async function signedIn(account: { email: string; password: string }) {
  const { headers, body } = await subscriber().post('/auth/login', account);
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  return subscriber().with({ cookie, 'x-csrf-token': String(body['csrfToken']) });
}

it('is read without signing in, by who has the URL', async () => {
  const { status, headers, text } = await subscriber().get(await scheduleUrl());
  expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'text/calendar; charset=utf-8' });
  expect(text).toContain('BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin');
  const events = eventsIn(text);
  expect(new Set(events.map(({ summary }) => summary))).toEqual(
    new Set(['Priya S. on call: Backend Team', 'Sam T. on call: Backend Team']),
  );
  const handoffs = events.slice(1).map(({ startDate }) => startDate.toJSDate().getUTCHours());
  expect(new Set(handoffs)).toEqual(new Set([7, 8]));
});

it('keeps the UID of a shift as time goes by', async () => {
  const url = await scheduleUrl();
  const uids = async () => eventsIn((await subscriber().get(url)).text).map(({ uid }) => uid);
  const before = await uids();
  now = new Date('2026-06-17T12:00:00.000Z');
  const after = await uids();
  expect(new Set(after).size).toBe(after.length);
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after.length).toBe(before.length + 1);
});

it('answers 304 to who has it already, until something changes', async () => {
  const url = await scheduleUrl();
  const { headers } = await subscriber().get(url);
  const again = subscriber().with({ 'if-none-match': `"other", W/${String(headers['etag'])}` });
  expect(await again.get(url)).toMatchObject({ status: 304, text: '' });
  await control.client.patch(`/schedules/${schedule}`, { name: 'Backend' });
  expect((await again.get(url)).status).toBe(200);
});

it('is of one person, in one schedule or in all', async () => {
  const one = eventsIn((await subscriber().get(`${await scheduleUrl()}&userId=${sam}`)).text);
  expect(new Set(one.map(({ summary }) => summary))).toEqual(new Set(['On call: Backend']));
  const account = { email: 'lee@ringdown.example', password: 'correct-horse-battery' };
  const lee = (await control.client.made('/users', { name: 'Lee', ...account })).id;
  for (const name of ['Nights', 'Days']) {
    const rotation = { every: 1, unit: 'day', startsAt: '2026-01-05T09:00' };
    const layers = [{ name: 'Daily', participants: [lee, sam], rotation }];
    await control.client.made('/schedules', { name, timeZone: 'UTC', layers });
  }
  const url = pathOf((await (await signedIn(account)).get('/me')).body['calendarUrl']);
  const all = eventsIn((await subscriber().get(url)).text);
  expect(new Set(all.map(({ summary }) => summary))).toEqual(new Set(['On call: Days', 'On call: Nights']));
});

it.each([
  ['no token', (url: string) => url.split('?')[0] ?? '', 400],
  ['another token', (url: string) => `${url}x`, 404],
  ['the token of another calendar', (url: string) => url.replace(schedule, 'sched_other'), 404],
])('is not read with %s', async (_what, change, status) => {
  expect((await subscriber().get(change(await scheduleUrl()))).status).toBe(status);
});

it('is not read by the old URL once its token was rotated', async () => {
  const { client } = control;
  const old = await scheduleUrl();
  const rotated = await client.post(`/schedules/${schedule}/calendar-token/rotate`);
  expect(rotated.status).toBe(200);
  expect(pathOf(rotated.body['calendarUrl'])).not.toBe(old);
  expect((await subscriber().get(old)).status).toBe(404);
  expect((await subscriber().get(pathOf(rotated.body['calendarUrl']))).status).toBe(200);
  expect(await scheduleUrl()).toBe(pathOf(rotated.body['calendarUrl']));
  await client.patch(`/schedules/${schedule}`, { name: 'Back end' });
  expect(await scheduleUrl()).toBe(pathOf(rotated.body['calendarUrl']));
});

it('lets people rotate the token of their own calendar, and admins everybody’s', async () => {
  const account = { email: 'kim@ringdown.example', password: 'correct-horse-battery' };
  const kim = (await control.client.made('/users', { name: 'Kim', ...account })).id;
  const [asKim, asAdmin] = [await signedIn(account), await signedIn(admin)];
  const old = pathOf((await asKim.get('/me')).body['calendarUrl']);
  expect((await asKim.post(`/users/${kim}/calendar-token/rotate`)).status).toBe(200);
  expect((await subscriber().get(old)).status).toBe(404);
  expect((await asKim.post(`/users/${sam}/calendar-token/rotate`)).status).toBe(403);
  expect((await asAdmin.post(`/users/${sam}/calendar-token/rotate`)).status).toBe(200);
  expect((await control.client.get('/me')).body['calendarUrl']).toBeNull();
});
