import { typicalTurnUntil } from '@ringdown/testkit';
import { mostWaiting, Slices } from '../api/slices.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';
import { mostOverrides } from './overrides.js';

jest.setTimeout(60_000);

let control: ControlUnderTest;
let people: readonly string[] = [];
let largest = '';
beforeAll(async () => {
  control = await startControl();
  const names = ['priya', 'sam', 'lee'];
  const made = names.map((name) => control.client.made('/users', { name, email: `${name}@ringdown.example` }));
  people = (await Promise.all(made)).map(({ id }) => id);
  largest = (await control.client.made('/schedules', theLargestSchedule())).id;
});
afterAll(() => control.stop());

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const timeOfDay = (minutes: number) => new Date(minutes * 60_000).toISOString().slice(11, 16);
/** As much of one schedule as the API takes: every layer changes every hour, and opens and closes fifty times a day. */
const theLargestSchedule = () => ({
  name: 'Largest',
  timeZone: 'Europe/Berlin',
  layers: Array.from({ length: 20 }, (_layer, n) => ({
    name: `Layer ${n}`,
    participants: Array.from({ length: 200 }, (_person, p) => people[p % people.length]),
    rotation: { every: 1, unit: 'hour', startsAt: '2026-01-05T09:00' },
    windows: Array.from({ length: 50 }, (_window, w) => ({
      days,
      from: timeOfDay(w * 28 + n),
      to: timeOfDay(w * 28 + n + 1),
    })),
  })),
});

const shifts = (to: string, schedule = largest) =>
  control.client.get(`/schedules/${schedule}/shifts?from=2026-01-05T08:00:00.000Z&to=${to}`);

it('says up to when the shifts of the largest schedule fit into one answer, and answers that', async () => {
  const refused = await shifts('2027-02-01T00:00:00.000Z');
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'to' }] } });
  const [fitting = ''] = /\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(String(refused.body['detail'])) ?? [];
  const { status, body } = await shifts(fitting);
  expect(status).toBe(200);
  expect(body.items.length).toBeGreaterThan(19_000);
  expect(body.items.at(-1)?.['endsAt']).toBe(fitting);
});

it('answers others while one asks for much', async () => {
  const other = await control.client.made('/api-keys', { name: 'somebody else', role: 'viewer' });
  const somebodyElse = control.client.with({ authorization: `Bearer ${String(other['key'])}` });
  let answered = 0;
  const slow = Array.from({ length: 8 }, () => shifts('2027-02-01T00:00:00.000Z').finally(() => (answered += 1)));
  const turn = typicalTurnUntil(Promise.all(slow));
  expect((await somebodyElse.get('/on-call')).status).toBe(200);
  expect((await somebodyElse.get('/schedules')).status).toBe(200);
  expect(answered).toBeLessThan(8);
  // one GET of these took minutes, and control answered nobody meanwhile
  expect(await turn).toBeLessThan(50);
});

it('refuses one who has too much waiting, and says when to come back', async () => {
  const slices = control.app.get(Slices, { strict: false });
  const { id, key } = await control.client.made('/api-keys', { name: 'one more', role: 'viewer' });
  let isReleased = false;
  const waiting = Array.from({ length: mostWaiting }, () =>
    slices.compute(
      id,
      (function* () {
        while (!isReleased) yield;
      })(),
    ),
  );
  const busy = control.client.with({ authorization: `Bearer ${String(key)}` });
  const refused = await busy.get('/on-call');
  expect({ status: refused.status, after: refused.headers['retry-after'] }).toEqual({ status: 429, after: '1' });
  expect((await control.client.get('/on-call')).status).toBe(200);
  isReleased = true;
  await Promise.all(waiting);
  expect((await busy.get('/on-call')).status).toBe(200);
});

describe('overrides', () => {
  let schedule = '';
  const override = (n: number, year: number) => ({
    id: `ovr_${n}`,
    userId: people[0],
    startsAt: `${year}-01-01T00:00:00.000Z`,
    endsAt: `${year}-01-01T00:00:00.001Z`,
    createdBy: people[0],
    createdAt: '2026-01-01T00:00:00.000Z',
  });
  const store = (count: number, year: number) => {
    const overrides = JSON.stringify(Array.from({ length: count }, (_override, n) => override(n, year)));
    return control.database.query(
      `update resource set document = jsonb_set(document::jsonb, '{overrides}', $2::jsonb) where id = $1`,
      [schedule, overrides],
    );
  };
  const add = () =>
    control.client.post(`/schedules/${schedule}/overrides`, {
      userId: people[1],
      startsAt: '2199-01-01T00:00:00.000Z',
      endsAt: '2199-01-02T00:00:00.000Z',
    });
  const listed = async () => (await control.client.get(`/schedules/${schedule}/overrides`)).body.items;
  beforeAll(async () => {
    schedule = (await control.client.made('/schedules', { name: 'Plain', timeZone: 'UTC' })).id;
  });

  it('are no more than a schedule has room for', async () => {
    await store(mostOverrides, 2199);
    expect(await add()).toMatchObject({ status: 409 });
    expect((await control.client.delete(`/schedules/${schedule}/overrides/ovr_7`)).status).toBe(204);
    expect((await add()).status).toBe(201);
    expect(await listed()).toHaveLength(mostOverrides);
  });

  it('are told by the audit log as far as they changed', async () => {
    const [latest] = (await control.client.get('/audit-log?limit=1')).body.items;
    expect(latest).toMatchObject({ action: 'override added', before: { name: 'Plain', overrides: [] } });
    expect(latest?.['after']).toMatchObject({ overrides: [{ userId: people[1] }] });
    await control.client.patch(`/schedules/${schedule}`, { name: 'Plain yet' });
    const [renamed] = (await control.client.get('/audit-log?limit=1')).body.items;
    expect(renamed).toMatchObject({
      before: { name: 'Plain', overrides: [] },
      after: { name: 'Plain yet', overrides: [] },
    });
  });

  it('that were stored beyond the limit are read and worked with, and make way once they are over', async () => {
    await store(5_000, 2020);
    expect(await listed()).toHaveLength(5_000);
    expect((await shifts('2027-01-01T00:00:00.000Z', schedule)).status).toBe(200);
    expect((await control.client.patch(`/schedules/${schedule}`, { name: 'Plain still' })).status).toBe(200);
    expect((await add()).status).toBe(201);
    expect(await listed()).toHaveLength(mostOverrides);
  });
});
