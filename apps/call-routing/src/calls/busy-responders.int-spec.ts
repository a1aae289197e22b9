import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallCommand } from '@ringdown/domain-calls';
import type { Database } from '@ringdown/platform-persistence';
import type { ProviderCallStatus } from '@ringdown/telephony';
import { type CuttableProxy, cuttableProxy, eventually, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { at, end, endDial, pickUp, press, proceed, received } from '../testing/a-call.js';
import { aSteadyProcess } from '../testing/a-steady-process.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { msUntilDeadline } from './request-deadline.js';
import { SqlCallRepository } from './call.repository.js';

type Process = Awaited<ReturnType<typeof aSteadyProcess>>;

let fresh: FreshDatabase;
let database: Database;
let line: CuttableProxy;
let folders: string[];
let processes: Process[];

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
  folders = [];
  processes = [];
});
afterEach(async () => {
  for (const process of processes) await process.die();
  await line.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function aProcess(startedAt = 0): Promise<Process> {
  const folder = mkdtempSync(join(tmpdir(), 'ringdown-calls-'));
  folders.push(folder);
  const process = await aSteadyProcess(line.url, folder, startedAt);
  processes.push(process);
  process.drain.start();
  return process;
}

/** Waits until Postgres has all of it: what a busy one did not take within 300 ms comes by way of the journal. */
const allStored = (process: Process) => eventually(() => expect(process.journal.isEmpty).toBe(true));
const stored = async (id: string) => (await new SqlCallRepository(database).load(id))?.call;
const publishedIds = async () =>
  (await database.query<{ id: string }>('select id from outbox order by sequence')).map(({ id }) => id);
const ended: ProviderCallStatus = { state: 'ended', duration: 20, failed: false };
const unknown: ProviderCallStatus = { state: 'unknown', reason: 'Twilio: 500' };

/** Priya (user 1) talks on call_1 since 14 s, and nothing more is heard of it. */
async function priyaTalks(process: Process): Promise<void> {
  await process.receives();
  for (const command of [proceed(4), pickUp(10), press(14)]) await process.hears(command);
  await allStored(process);
}

/** Another caller, whose primary is Priya: who rings them, and who is skipped. */
async function nextCall(process: Process, seconds: number, id = 'call_2') {
  process.passTo(seconds);
  await process.receives(received({ id, calledAt: at(seconds) }));
  const call = await process.mayRing(id);
  return call.attempts.map(({ result, reason }) => reason ?? result);
}
const ringsPriya = ['ringing', 'waiting', 'waiting'];
const skipsPriya = ['on_another_call', 'ringing', 'waiting'];

it('rings who is idle though the end of their call was never reported, and ends that call as the provider says', async () => {
  const process = await aProcess();
  await priyaTalks(process);
  process.rest.says = () => ended;
  expect(await nextCall(process, 29)).toEqual(ringsPriya);
  await eventually(async () =>
    expect(await stored('call_1')).toMatchObject({ phase: { name: 'ended', duration: 20 } }),
  );
  expect(await stored('call_1')).toMatchObject({ outcome: 'answered' });
  expect(process.rest.asked).toEqual(['CA-call_1']);
  expect((await publishedIds()).filter((id) => id.startsWith('call_1'))).toEqual([
    'call_1.started',
    'call_1.rang.1',
    'call_1.answered.1',
    'call_1.completed',
  ]);
});

it('asks nobody about a call that was heard of within the last 15 s', async () => {
  const process = await aProcess();
  await priyaTalks(process);
  process.rest.says = () => ended;
  expect(await nextCall(process, 28.9)).toEqual(skipsPriya);
  expect(process.rest.asked).toEqual([]);
});

it('skips who still talks, and takes the word of the provider for a sign of life, for 15 s', async () => {
  const process = await aProcess();
  await priyaTalks(process);
  expect(await nextCall(process, 100)).toEqual(skipsPriya);
  await eventually(async () => expect((await stored('call_1'))?.lastSignAt).toBe(at(100)));
  expect(await nextCall(process, 114.9, 'call_3')).toEqual(skipsPriya);
  expect(process.rest.asked).toEqual(['CA-call_1']);
  expect(await nextCall(process, 115, 'call_4')).toEqual(skipsPriya);
  expect(process.rest.asked).toEqual(['CA-call_1', 'CA-call_1']);
});

it('rings who is not known to talk, which says nothing about their call', async () => {
  const process = await aProcess();
  await priyaTalks(process);
  process.rest.says = () => unknown;
  expect(await nextCall(process, 100)).toEqual(ringsPriya);
  process.rest.says = () => {
    throw new TypeError('a planted defect');
  };
  expect(await nextCall(process, 101, 'call_3')).toEqual(ringsPriya);
  await allStored(process);
  expect(await stored('call_1')).toMatchObject({ phase: { name: 'connected' }, lastSignAt: at(14) });
});

it('does not let the caller wait for a provider that is slow, and keeps what it says at last', async () => {
  const process = await aProcess();
  await priyaTalks(process);
  let answer: (status: ProviderCallStatus) => void = () => {};
  process.rest.says = () => new Promise((resolve) => (answer = resolve));
  const left: number[] = [];
  const update = process.store.update.bind(process.store);
  jest.spyOn(process.store, 'update').mockImplementation((...saved) => {
    left.push(msUntilDeadline());
    return update(...saved);
  });
  const begin = performance.now();
  expect(await nextCall(process, 100)).toEqual(ringsPriya);
  const waited = performance.now() - begin;
  expect(waited).toBeGreaterThan(1400);
  // the provider never answers by itself, and waits 15 s for us
  expect(waited).toBeLessThan(10_000);
  // the wait was not for Postgres, which still has its time: 10 ms are what it gets after that
  expect(left).toEqual([expect.any(Number)]);
  expect(left[0]).toBeGreaterThan(10);
  answer(ended);
  await eventually(async () => expect((await stored('call_1'))?.phase.name).toBe('ended'));
});

it('asks once, however many callers want to know at the same time', async () => {
  const process = await aProcess();
  await priyaTalks(process);
  let answer: (status: ProviderCallStatus) => void = () => {};
  process.rest.says = () => new Promise((resolve) => (answer = resolve));
  const load = jest.spyOn(process.store, 'load');
  const callers = ['call_2', 'call_3', 'call_4', 'call_5', 'call_6', 'call_7'];
  const calls = callers.map((id) => nextCall(process, 100, id));
  await eventually(() => expect(load.mock.calls.filter(([id]) => id === 'call_1')).toHaveLength(callers.length));
  await Promise.all(load.mock.results.map(({ value }) => value as Promise<unknown>));
  answer(ended);
  for (const call of calls) expect(await call).toEqual(ringsPriya);
  expect(process.rest.asked).toEqual(['CA-call_1']);
});

it('asks about all who would be passed by, at the same time', async () => {
  const process = await aProcess();
  await priyaTalks(process);
  await process.receives(received({ id: 'call_0' }));
  const second: readonly CallCommand[] = [proceed(4), endDial(8), pickUp(10, 2), press(14, '1', 2)];
  for (const command of second) await process.hears(command, 'call_0');
  await allStored(process);
  const answers = new Map<string, (status: ProviderCallStatus) => void>();
  process.rest.says = (callId) => new Promise((resolve) => answers.set(callId, resolve));
  const call = nextCall(process, 100);
  await eventually(() => expect([...answers.keys()].toSorted()).toEqual(['CA-call_0', 'CA-call_1']));
  answers.get('CA-call_1')?.({ state: 'live' });
  answers.get('CA-call_0')?.(ended);
  expect(await call).toEqual(skipsPriya);
});

it('lets two calls ask about each other', async () => {
  const process = await aProcess();
  const [priya, sam, alex] = received().plan;
  if (!priya || !sam || !alex) throw new Error('three are in the plan');
  await priyaTalks(process);
  await process.receives(received({ id: 'call_2', plan: [sam, priya, alex] }));
  for (const command of [proceed(4), pickUp(10), press(14)]) await process.hears(command, 'call_2');
  await allStored(process);
  const answers: ((status: ProviderCallStatus) => void)[] = [];
  process.rest.says = () => new Promise((resolve) => answers.push(resolve));
  process.passTo(100);
  // neither was connected after all, and each call would go on to whom the other is said to be with
  const dialIsOver = endDial(100, { bridged: false }) as Extract<CallCommand, { type: 'end-dial' }>;
  const both = ['call_1', 'call_2'].map((id) => process.mayRing(id, dialIsOver));
  await eventually(() => expect(answers).toHaveLength(2));
  for (const answer of answers) answer({ state: 'live' });
  for (const call of both)
    expect((await call).attempts.map(({ result, reason }) => reason ?? result)).toEqual([
      'not_bridged',
      'on_another_call',
      'ringing',
    ]);
});

it('asks about what was live before this process began to listen, at once', async () => {
  await priyaTalks(await aProcess());
  const next = await aProcess(16);
  next.rest.says = () => ended;
  expect(await nextCall(next, 17)).toEqual(ringsPriya);
  expect(next.rest.asked).toEqual(['CA-call_1']);
});

it('ends a call that another instance holds, which hears of it late and publishes nothing twice', async () => {
  const holder = await aProcess();
  await priyaTalks(holder);
  const other = await aProcess();
  other.rest.says = () => ended;
  expect(await nextCall(other, 40)).toEqual(ringsPriya);
  await eventually(async () => expect((await stored('call_1'))?.phase.name).toBe('ended'));
  await holder.hears(endDial(41, { bridged: true }));
  await holder.hears(end(42, 28));
  await allStored(holder);
  expect(await stored('call_1')).toMatchObject({ phase: { name: 'ended', duration: 20 } });
  expect((await publishedIds()).filter((id) => id === 'call_1.completed')).toHaveLength(1);
});

it('knows, asks and ends from memory while Postgres is unavailable', async () => {
  const process = await aProcess();
  await priyaTalks(process);
  line.cut();
  process.rest.says = () => ended;
  expect(await nextCall(process, 100)).toEqual(ringsPriya);
  await eventually(async () => expect((await process.store.load('call_1'))?.call.phase.name).toBe('ended'));
  expect(await nextCall(process, 101, 'call_3')).toEqual(ringsPriya);
  expect(process.rest.asked).toEqual(['CA-call_1']);
  line.mend();
  await allStored(process);
  expect(await stored('call_1')).toMatchObject({ phase: { name: 'ended', duration: 20 }, outcome: 'answered' });
  expect((await publishedIds()).filter((id) => id === 'call_1.completed')).toHaveLength(1);
});

it('keeps a sign of life in the journal while Postgres is unavailable, which the next caller finds', async () => {
  const process = await aProcess();
  await priyaTalks(process);
  line.cut();
  expect(await nextCall(process, 100)).toEqual(skipsPriya);
  await eventually(async () => expect((await process.store.load('call_1'))?.call.lastSignAt).toBe(at(100)));
  expect(await nextCall(process, 110, 'call_3')).toEqual(skipsPriya);
  expect(process.rest.asked).toEqual(['CA-call_1']);
});

it('takes no call for longer than four hours, whatever the provider says', async () => {
  const process = await aProcess();
  await priyaTalks(process);
  expect(await nextCall(process, 4 * 3600 + 1)).toEqual(ringsPriya);
  await eventually(async () =>
    expect(await stored('call_1')).toMatchObject({ phase: { name: 'ended' }, outcome: 'answered' }),
  );
});
