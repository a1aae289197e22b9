import { Clock } from '@ringdown/kernel';
import type { QueryRunner } from 'typeorm';
import { LetOverEntriesGo1796601600000 } from '../migrations/1796601600000-let-over-entries-go.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
let [priya, schedule] = ['', ''];
let now = new Date('2026-02-01T12:00:00.000Z');
beforeAll(async () => {
  control = await startControl();
  priya = await aPerson('Priya S.');
  schedule = (await control.client.made('/schedules', { name: 'Backend Team', timeZone: 'UTC' })).id;
  jest.spyOn(control.app.get(Clock), 'now').mockImplementation(() => now);
});
afterAll(() => control.stop());
beforeEach(() => (now = new Date('2026-02-01T12:00:00.000Z')));

let people = 0;
const aPerson = async (name: string): Promise<string> =>
  (await control.client.made('/users', { name, email: `person${(people += 1)}@ringdown.example` })).id;

const lasting = { startsAt: '2026-02-01T11:00:00.000Z', endsAt: '2026-02-01T13:00:00.000Z' };
const later = new Date(lasting.endsAt);
const absences = () => `/users/${priya}/absences`;
const overrides = () => `/schedules/${schedule}/overrides`;

const entries = {
  'an absence that names a stand-in': async (userId: string) => {
    await control.client.made(absences(), { ...lasting, standInUserId: userId });
    return absences();
  },
  'an override that names who takes over': async (userId: string) => {
    await control.client.made(overrides(), { ...lasting, userId });
    return overrides();
  },
  'an override that names who is replaced': async (userId: string) => {
    await control.client.made(overrides(), { ...lasting, userId: priya, replacesUserId: userId });
    return overrides();
  },
};

describe.each(Object.entries(entries))('%s', (what, make) => {
  it('keeps that person from being deleted until it is over, and can be read and removed afterwards', async () => {
    const { client } = control;
    const person = await aPerson(`Sam ${what}`);
    const path = await make(person);
    expect((await client.delete(`/users/${person}`)).status).toBe(409);
    now = later;
    expect((await client.delete(`/users/${person}`)).status).toBe(204);

    const item = (await client.get(path)).body.items.find((one) => JSON.stringify(one).includes(person));
    expect(item).toMatchObject(lasting);
    expect((await client.patch(`/users/${priya}`, { name: 'Priya Sharma' })).status).toBe(200);
    expect((await client.patch(`/schedules/${schedule}`, { name: 'Backend' })).status).toBe(200);
    expect((await client.delete(`${path}/${String(item?.['id'])}`)).status).toBe(204);
  });
});

it('is no way to name somebody who has never been there', async () => {
  now = later;
  expect(await control.client.post(overrides(), { ...lasting, userId: 'user_gone' })).toMatchObject({ status: 400 });
});

it('holds for what was written before that was known', async () => {
  const { client, database } = control;
  const [standIn, replaced] = [await aPerson('Kim'), await aPerson('Lee')];
  await entries['an absence that names a stand-in'](standIn);
  await entries['an override that names who is replaced'](replaced);
  const migration = new LetOverEntriesGo1796601600000();
  await database.transaction((tx) => migration.down(tx as unknown as QueryRunner));
  await database.transaction((tx) => migration.up(tx as unknown as QueryRunner));
  expect((await client.delete(`/users/${standIn}`)).status).toBe(409);
  now = later;
  for (const person of [standIn, replaced]) expect((await client.delete(`/users/${person}`)).status).toBe(204);
});

it('names nobody by an id who was deleted since', async () => {
  const { client } = control;
  const person = await aPerson('Ada');
  now = later;
  await client.made(overrides(), { startsAt: lasting.endsAt, endsAt: '2026-02-01T14:00:00.000Z', userId: person });
  now = new Date('2026-02-01T14:00:00.000Z');
  expect((await client.delete(`/users/${person}`)).status).toBe(204);
  const { body } = await client.get(`/schedules/${schedule}/on-call?at=2026-02-01T13:30:00.000Z`);
  expect(body).toMatchObject({ user: { id: person, name: 'a deleted person' } });
});
