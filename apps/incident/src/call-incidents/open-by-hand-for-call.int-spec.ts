import type { CallPayload } from '@ringdown/contracts';
import type { Database } from '@ringdown/platform-persistence';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { aCompletedCall } from '../testing/a-completed-call.js';
import { callId, followedCalls } from '../testing/followed-calls.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { callPayloadOf, ringing } from './call-payload.js';

const sam = { type: 'user', id: 'user_2', name: 'Sam T.' } as const;

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => database.query('truncate incident, known_call, outbox cascade'));

const name = 'On-call hotline: Call from Mitchell Starc (+14156040016)';
const ring = { ...aCompletedCall(), rejected: false };
const setting = { priority: 'p2', severity: null, teams: ['devops'] } as const;
const soFar = callPayloadOf(ringing(ring, true), setting, null);
const world = (set: Parameters<typeof followedCalls>[1] = { trigger: 'off', when: 'completed' }) => {
  const calls = followedCalls(database, set);
  const openedBySam = (body: CallPayload = soFar) =>
    calls.callIncidents.openForCall({ title: body.title, integrationId: 'int_1', details: body, callId, by: sam });
  return { ...calls, openedBySam };
};
const call = { duration: 33, answeredAt: '2025-07-29T06:24:55.801Z', recording: expect.any(String) as unknown };

it('is completed at the end of the call, and left to people for the rest', async () => {
  const { openedBySam, ends, only } = world();
  expect((await openedBySam()).title).toBe(`${name} (ringing)`);
  await ends();
  await ends();
  const incident = await only();
  const title = `${name} (33s)`;
  expect(incident).toMatchObject({
    title,
    status: 'triggered',
    details: {
      title,
      message: title,
      priority: 'p2',
      teams: ['devops'],
      details: { call, receiver: { name: 'Priya S.' } },
    },
  });
  expect(incident.texts.slice(1)).toEqual(['The call ended after 33 s: Priya S. answered']);
});

it.each(['all', 'missed'] as const)('stays the only one on a line that opens for %s calls', async (trigger) => {
  const { openedBySam, ends, only } = world({ trigger, when: 'completed' });
  await openedBySam();
  await ends({ outcome: 'missed', answeredAt: null, receiver: null, recording: null });
  expect((await only()).title).toBe(`${name} (33s)`);
});

it('keeps the title that it was opened with', async () => {
  const { openedBySam, ends, only } = world();
  await openedBySam({ ...soFar, title: 'Cards fail', message: 'Cards fail' });
  await ends();
  expect(await only()).toMatchObject({
    title: 'Cards fail',
    details: { title: 'Cards fail', message: 'Cards fail', details: { call } },
  });
});

it('keeps the title that it was given later', async () => {
  const { openedBySam, ends, only, incidents } = world();
  await incidents.edit((await openedBySam()).id, { title: 'Cards fail' }, sam);
  await ends();
  expect(await only()).toMatchObject({ title: 'Cards fail', details: { title: `${name} (33s)`, details: { call } } });
});

it('is completed also where the call was taken from it, as is the one that the call had opened', async () => {
  const { starts, openedBySam, ends, all, callIncidents } = world({ trigger: 'all', when: 'ringing' });
  await starts();
  await callIncidents.unlink({ id: (await all())[0]?.id ?? '', callId, by: sam });
  await callIncidents.unlink({ id: (await openedBySam()).id, callId, by: sam });
  await ends();
  const incidents = await all();
  expect(incidents.map(({ title, status }) => ({ title, status }))).toEqual([
    { title: `${name} (33s)`, status: 'triggered' },
    { title: `${name} (33s)`, status: 'acknowledged' },
  ]);
  for (const { details } of incidents) expect(details).toMatchObject({ details: { call } });
});

it('is not opened by what was known of a live call that has ended since', async () => {
  const { openedBySam, ends, all } = world();
  await ends();
  await expect(openedBySam()).rejects.toMatchObject({ kind: 'conflict', message: expect.stringContaining('ended') });
  expect(await all()).toEqual([]);
  const ended = callPayloadOf(aCompletedCall(), setting, null);
  expect((await openedBySam(ended)).title).toBe(`${name} (33s)`);
});

it('is complete, or is not there, where it is opened while the call ends', async () => {
  const { openedBySam, ends, all } = world();
  const opened = openedBySam().catch(() => null);
  await Promise.all([ends(), opened]);
  const titles = (await all()).map(({ title }) => title);
  expect(titles).toEqual((await opened) ? [`${name} (33s)`] : []);
});

it('leads to no recording of a deleted call, also where the call was taken from it', async () => {
  const { openedBySam, ends, isDeleted, only, callIncidents } = world();
  await callIncidents.unlink({ id: (await openedBySam()).id, callId, by: sam });
  await ends();
  await isDeleted();
  expect(await only()).toMatchObject({ details: { details: { call: { duration: 33, recording: null } } } });
});
