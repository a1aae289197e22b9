import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@ringdown/platform-persistence';
import type { ProviderCallStatus } from '@ringdown/telephony';
import { type CuttableProxy, cuttableProxy, eventually, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { end, pickUp, press, proceed, received } from '../testing/a-call.js';
import { aSteadyProcess } from '../testing/a-steady-process.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { SqlCallRepository } from './call.repository.js';

type Process = Awaited<ReturnType<typeof aSteadyProcess>>;

let fresh: FreshDatabase;
let database: Database;
let line: CuttableProxy;
let folder: string;
let process: Process;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  await database.query('truncate call, outbox');
  line = await cuttableProxy(fresh.url);
  folder = mkdtempSync(join(tmpdir(), 'ringdown-calls-'));
  process = await aSteadyProcess(line.url, folder);
  process.drain.start();
});
afterEach(async () => {
  await process.die();
  await line.close();
  rmSync(folder, { recursive: true, force: true });
});

const ended: ProviderCallStatus = { state: 'ended', duration: 20, failed: false };
const unknown: ProviderCallStatus = { state: 'unknown', reason: 'Twilio: 503' };
/** Waits until Postgres has all of it: what a busy one did not take within 300 ms comes by way of the journal. */
const allStored = () => eventually(() => expect(process.journal.isEmpty).toBe(true));
const phase = async (id: string) => {
  await allStored();
  return (await new SqlCallRepository(database).load(id))?.call.phase.name;
};

/** A conversation that the process does not hear the end of. */
async function talks(id: string): Promise<void> {
  await process.receives(received({ id }));
  for (const command of [proceed(4), pickUp(10), press(14)]) await process.hears(command, id);
}

/** The process is killed and another one starts on its disk, at this many seconds after the first call. */
async function startsAgainAt(
  seconds: number,
  says: (callId: string) => ProviderCallStatus | Promise<ProviderCallStatus>,
) {
  await process.die();
  process = await aSteadyProcess(line.url, folder, seconds);
  process.drain.start();
  process.rest.says = says;
}

it('asks about each live call once, and ends those that are over', async () => {
  for (const id of ['call_1', 'call_2', 'call_3']) await talks(id);
  await process.receives(received({ id: 'call_4' }));
  await process.hears(end(20), 'call_3');
  await startsAgainAt(40, (callId) => (callId === 'CA-call_2' ? { state: 'live' } : ended));
  await process.checksAfterStart();
  expect(await Promise.all(['call_1', 'call_2', 'call_4'].map(phase))).toEqual(['ended', 'connected', 'ended']);
  await process.checksAfterStart();
  expect(process.rest.asked.toSorted()).toEqual(['CA-call_1', 'CA-call_2', 'CA-call_4']);
});

it('leaves alone what has been heard of since the start', async () => {
  await talks('call_1');
  await startsAgainAt(16, () => ended);
  await process.receives(received({ id: 'call_2', calledAt: received().at + 17_000 }));
  await process.hears({ type: 'report-ringing', attempt: 1, at: received().at + 17_000 }, 'call_2');
  await process.checksAfterStart();
  expect(process.rest.asked).toEqual(['CA-call_1']);
});

it('asks again, and later each time, while the provider does not know, and leaves the rest to the look each minute', async () => {
  await talks('call_1');
  await startsAgainAt(20, () => unknown);
  const askedAt: number[] = [];
  for (let seconds = 20; seconds < 200; seconds += 0.5) {
    const before = process.rest.asked.length;
    process.passTo(seconds);
    await process.checksAfterStart();
    if (process.rest.asked.length > before) askedAt.push(seconds - 20);
  }
  expect(askedAt).toEqual([0, 2, 6, 14, 30, 62]);
  expect(await phase('call_1')).toBe('connected');
  process.rest.says = () => ended;
  await process.sweepsAt(215);
  expect(await phase('call_1')).toBe('ended');
});

it('is learnt at last from a provider that was unavailable at the start', async () => {
  await talks('call_1');
  await startsAgainAt(20, () => unknown);
  await process.checksAfterStart();
  process.rest.says = () => ended;
  process.passTo(22);
  await process.checksAfterStart();
  expect(await phase('call_1')).toBe('ended');
});

it('asks at once about the calls of its own disk while Postgres is unavailable, and about the others once it is back', async () => {
  await talks('call_1');
  await allStored();
  line.cut();
  await talks('call_2');
  await startsAgainAt(40, () => ended);
  await process.checksAfterStart();
  expect(process.rest.asked).toEqual(['CA-call_2']);
  expect((await process.store.load('call_2'))?.call.phase.name).toBe('ended');
  line.mend();
  await eventually(async () => {
    await process.checksAfterStart();
    expect(await Promise.all(['call_1', 'call_2'].map(phase))).toEqual(['ended', 'ended']);
  });
  expect(process.rest.asked).toEqual(['CA-call_2', 'CA-call_1']);
});

it('asks about a few at the same time, and stops when the process does', async () => {
  for (let n = 1; n <= 20; n++) await process.receives(received({ id: `call_${n}` }));
  const answers: ((status: ProviderCallStatus) => void)[] = [];
  await startsAgainAt(20, () => new Promise((resolve) => answers.push(resolve)));
  const checking = process.checksAfterStart();
  await eventually(() => expect(answers).toHaveLength(8));
  answers[0]?.(ended);
  await eventually(() => expect(answers).toHaveLength(9));
  process.stopsChecking();
  for (const answer of answers) answer(ended);
  await checking;
  expect(process.rest.asked).toHaveLength(9);
});
