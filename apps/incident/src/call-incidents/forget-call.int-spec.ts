import type { Database } from '@ringdown/platform-persistence';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { callId, followedCalls } from '../testing/followed-calls.js';
import { migratedDatabase } from '../testing/migrated-database.js';

const priya = { type: 'user', id: 'user_abcdef123456', name: 'Priya S.' } as const;

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

const world = (set?: Parameters<typeof followedCalls>[1]) => followedCalls(database, set);

describe('a deleted call', () => {
  it('leaves its incident, which says so and leads to no recording', async () => {
    const { ends, isDeleted, isEnriched, only } = world({ trigger: 'all', when: 'completed' });
    await ends();
    await isDeleted();
    await isDeleted();
    await isEnriched();
    const incident = await only();
    expect(incident).toMatchObject({ callIds: [], details: { details: { call: { recording: null, duration: 33 } } } });
    expect(incident.texts.slice(1)).toEqual([`The call ${callId} was deleted`]);
  });

  it('opens nothing when its events come again', async () => {
    const { starts, ends, isDeleted, all } = world();
    await isDeleted();
    await starts();
    await ends();
    expect(await all()).toEqual([]);
  });

  it('leaves the details of another call alone', async () => {
    const { ends, isDeleted, all, callIncidents } = world({ trigger: 'all', when: 'completed' });
    const recording = { url: 'https://ringdown.example.com/api/v1/calls/call_2/recording', seconds: 9 };
    await ends({ callId: 'call_2', recording });
    const [other] = await all();
    await callIncidents.link({ id: other?.id ?? '', callId, by: priya });
    await isDeleted();
    const [incident] = await all();
    expect(incident).toMatchObject({
      callIds: ['call_2'],
      details: { details: { call: { recording: recording.url } } },
    });
    expect(incident?.timeline.at(-1)?.text).toBe(`The call ${callId} was deleted`);
  });
});
