import { type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
let priya = '';
beforeAll(async () => {
  control = await startControl();
  priya = (await control.client.made('/users', { name: 'Priya S.', email: 'priya@ringdown.example' })).id;
});
afterAll(() => control.stop());

const named = (name: string, timeZone = 'UTC', startsAt = '2026-01-05T09:00') => ({
  name,
  timeZone,
  layers: [{ name: 'Daily', participants: [priya], rotation: { every: 1, unit: 'day', startsAt } }],
});
const pathsOf = ({ body }: { body: Record<string, unknown> }) =>
  (body['errors'] as { path: string }[] | undefined)?.map(({ path }) => path);

describe('a schedule that nobody could read', () => {
  it.each(['PST', 'IST', 'CST', 'BST', 'JST', 'ACT', 'Mars/Base'])('is refused for its time zone %s', async (zone) => {
    const { client } = control;
    const refused = await client.post('/schedules', named('Refused', zone));
    expect({ status: refused.status, paths: pathsOf(refused) }).toEqual({ status: 400, paths: ['timeZone'] });
    const { id } = await client.made('/schedules', named(`Kept, not ${zone}`));
    expect(pathsOf(await client.patch(`/schedules/${id}`, { timeZone: zone }))).toEqual(['timeZone']);
  });

  it.each(['2026-02-30T09:00', '2026-13-01T09:00', '2200-01-01T00:00'])(
    'is refused for its start %s',
    async (start) => {
      const refused = await control.client.post('/schedules', named('Refused', 'UTC', start));
      expect({ status: refused.status, paths: pathsOf(refused) }).toEqual({
        status: 400,
        paths: ['layers.0.rotation.startsAt'],
      });
    },
  );

  it('is refused for a person, too: their zone is read by the same function', async () => {
    const { client } = control;
    const person = { name: 'Ann', email: 'ann@ringdown.example' };
    expect(pathsOf(await client.post('/users', { ...person, timeZone: 'PST' }))).toEqual(['timeZone']);
    const { id } = await client.made('/users', person);
    expect(pathsOf(await client.patch(`/users/${id}`, { timeZone: 'IST' }))).toEqual(['timeZone']);
  });

  it('hides no other where an older version took it, and says what to change', async () => {
    const { client, database } = control;
    const { id } = await client.made('/schedules', named('Old one'));
    await database.query(`update resource set document = jsonb_set(document, '{timeZone}', '"PST"') where id = $1`, [
      id,
    ]);
    const { status, body } = await client.get('/on-call');
    expect(status).toBe(200);
    const items = body['items'] as { scheduleId: string; problem?: string; now: { user: unknown } }[];
    expect(items.find(({ scheduleId }) => scheduleId === id)).toMatchObject({
      now: { user: null },
      problem: expect.stringContaining('time zone') as string,
    });
    expect(items.filter(({ now }) => now.user !== null).length).toBeGreaterThan(0);
    for (const path of ['on-call', 'shifts?from=2026-01-05T00:00:00Z&to=2026-01-07T00:00:00Z'])
      expect(await client.get(`/schedules/${id}/${path}`)).toMatchObject({ status: 409 });
    expect((await client.patch(`/schedules/${id}`, { name: 'Renamed all the same' })).status).toBe(200);
    expect((await client.patch(`/schedules/${id}`, { timeZone: 'America/Los_Angeles' })).status).toBe(200);
    expect((await client.get(`/schedules/${id}/on-call`)).body).toMatchObject({ user: { id: priya } });
  });
});
