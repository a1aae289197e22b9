import type { Database } from '@ringdown/platform-persistence';
import { ProviderFailure } from '@ringdown/telephony';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { aCallLog } from '../testing/a-call-log.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import type { LineProviders } from '../calls/line-providers.js';

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
beforeEach(() => database.query('truncate recording_removal'));

const account = { accountId: 'AC1', authToken: 'token' };
const minutes = (n: number) => n * 60_000;

/** The sweep, and a provider that answers each deletion with this. */
async function world() {
  const { removals, recordings, removing, clock } = await aCallLog(database);
  const provider = {
    deleted: [] as string[],
    answer: (_recordingId: string): Promise<void> => Promise.resolve(),
    deleteRecording: (with_: unknown, recordingId: string) => {
      expect(with_).toBe(account);
      provider.deleted.push(recordingId);
      return provider.answer(recordingId);
    },
  };
  const providers = {
    byAccount: (id: string) => (id === 'acct_1' ? { provider, account } : null),
  } as unknown as LineProviders;
  const service = recordings(providers);
  return {
    provider,
    clock,
    removing,
    sweeps: () => service.removeDue(),
    ask: (...ids: readonly string[]) =>
      removals.request(ids.map((recordingId) => ({ callId: 'call_1', providerAccountId: 'acct_1', recordingId }))),
    askOf: (providerAccountId: string) =>
      removals.request([{ callId: 'call_1', providerAccountId, recordingId: 'RE1' }]),
  };
}

const down = () => Promise.reject(new ProviderFailure('unreachable', 'status 500'));

it('deletes each at the provider, once', async () => {
  const { provider, ask, sweeps, removing } = await world();
  const ids = Array.from({ length: 45 }, (_, n) => `RE${n}`);
  await ask(...ids);
  await ask('RE1');
  await sweeps();
  expect(provider.deleted.toSorted()).toEqual(ids.toSorted());
  expect(await removing()).toEqual([]);
  await sweeps();
  expect(provider.deleted).toHaveLength(45);
});

it('is done by one of two instances', async () => {
  const [one, other] = [await world(), await world()];
  await one.ask(...Array.from({ length: 30 }, (_, n) => `RE${n}`));
  await Promise.all([one.sweeps(), other.sweeps()]);
  expect(new Set([...one.provider.deleted, ...other.provider.deleted]).size).toBe(30);
  expect(one.provider.deleted.length + other.provider.deleted.length).toBe(30);
});

it('tries again later and later, and does not let the others wait', async () => {
  const { provider, ask, sweeps, removing, clock } = await world();
  await ask('RE1', 'RE2');
  provider.answer = (id) => (id === 'RE1' ? down() : Promise.resolve());
  await sweeps();
  expect(await removing()).toEqual(['call_1 acct_1 RE1']);
  for (const delay of [minutes(1), minutes(2), minutes(4)]) {
    provider.deleted.length = 0;
    clock.advance(delay - 1);
    await sweeps();
    expect(provider.deleted).toEqual([]);
    clock.advance(1);
    await sweeps();
    expect(provider.deleted).toEqual(['RE1']);
  }
  provider.answer = () => Promise.resolve();
  clock.advance(minutes(8));
  await sweeps();
  expect(await removing()).toEqual([]);
});

it('gives up after seven days, and keeps what is left to be seen', async () => {
  const { provider, ask, sweeps, removing, clock } = await world();
  provider.answer = down;
  await ask('RE1');
  for (let hours = 0; hours < 8 * 24; hours++) {
    await sweeps();
    clock.advance(minutes(60));
  }
  const tries = provider.deleted.length;
  expect(tries).toBeGreaterThan(25);
  expect(tries).toBeLessThan(40);
  expect(await removing()).toEqual(['call_1 acct_1 RE1']);
  expect(await database.query('select 1 from recording_removal where due_at is null')).toHaveLength(1);
});

it('waits for an account that is gone, and comes again after a process that died over it', async () => {
  const { provider, askOf, sweeps, removing, clock } = await world();
  await askOf('acct_2');
  await sweeps();
  expect(await removing()).toEqual(['call_1 acct_2 RE1']);
  await askOf('acct_1');
  const dead = (await aCallLog(database)).removals;
  expect(await dead.take(20)).toHaveLength(1);
  await sweeps();
  expect(provider.deleted).toEqual([]);
  clock.advance(minutes(1));
  await sweeps();
  expect(provider.deleted).toEqual(['RE1']);
});
