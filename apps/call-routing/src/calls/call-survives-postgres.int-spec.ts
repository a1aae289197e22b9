import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CallCommand, type CallerIdentity, rebuild, unknownCaller } from '@ringdown/domain-calls';
import type { Database } from '@ringdown/platform-persistence';
import { type CuttableProxy, cuttableProxy, eventually, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { at, end, endDial, pickUp, press, proceed, received, rings, timeOutRing } from '../testing/a-call.js';
import { aSteadyProcess } from '../testing/a-steady-process.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { msUntilDeadline } from './request-deadline.js';
import { SqlCallRepository } from './call.repository.js';

let fresh: FreshDatabase;
let database: Database;
let line: CuttableProxy;
let folder: string;
let process: Awaited<ReturnType<typeof aSteadyProcess>>;

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
});
afterEach(async () => {
  await process.die();
  await line.close();
  rmSync(folder, { recursive: true, force: true });
});

const row = async () => {
  const stored = await new SqlCallRepository(database).load('call_1');
  if (!stored) throw new Error('the call is not in Postgres');
  return stored;
};
const publishedIds = async () =>
  (await database.query<{ id: string }>('select id from outbox order by sequence')).map(({ id }) => id);
const count = async () => (await database.query('select 1 from call')).length;
const texts = async () => (await row()).steps.map(({ text }) => text);

/** Waits until Postgres has all of it: what a busy one did not take within 300 ms comes by way of the journal. */
async function stored(of = process): Promise<void> {
  of.drain.start();
  await eventually(() => expect(of.journal.isEmpty).toBe(true));
}
async function back(): Promise<void> {
  line.mend();
  await stored();
}

/** A provider waits for 15 s; we wait for Postgres a small part of that. */
const longestStepMs = 5000;

async function inTime(step: Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await step;
  const ms = performance.now() - begin;
  expect(ms).toBeLessThan(longestStepMs);
  return ms;
}

const wholeCall: readonly CallCommand[] = [proceed(4), pickUp(10), press(14), endDial(60, { bridged: true }), end(61)];
const wholeLog = [
  'Mitchell Starc (+14156040016) called On-call hotline',
  'Primary Priya S. rings',
  'Priya S. picked up and is asked to press 1',
  'Priya S. accepted the call',
  'The conversation with Priya S. ended',
  'The call ended after 57 s',
];
const wholeStory = ['call_1.started', 'call_1.rang.1', 'call_1.answered.1', 'call_1.completed'];

describe.each(['cut', 'silence', 'swallow'] as const)('a whole call while Postgres is unavailable (%s)', (fault) => {
  it('is answered in time at each step, and logged and published once when it is back', async () => {
    line[fault]();
    const waits = [await inTime(process.receives())];
    for (const command of wholeCall) waits.push(await inTime(process.hears(command)));
    // whoever comes after the one who found out does not wait for Postgres again
    expect(Math.min(...waits.slice(-2))).toBeLessThan(msUntilDeadline());
    expect(process.journal.holds('call_1')).toBe(true);
    await back();
    expect((await row()).call).toMatchObject({ phase: { name: 'ended' }, outcome: 'answered' });
    expect(await publishedIds()).toEqual(wholeStory);
    expect((await texts()).slice(0, -1)).toEqual(wholeLog.slice(0, -1));
    expect(await texts()).toHaveLength(wholeLog.length);
    expect(await count()).toBe(1);
  });

  it('that began before it goes on where it was', async () => {
    await process.receives();
    await process.hears(proceed(4));
    await stored();
    line[fault]();
    await inTime(process.hears(pickUp(10)));
    await inTime(process.hears(press(14)));
    expect((await row()).call.phase.name).not.toBe('connected');
    await back();
    expect((await row()).call.phase.name).toBe('connected');
    await process.hears(end(61));
    await stored();
    expect(await publishedIds()).toEqual(wholeStory);
    expect((await row()).version).toBe(5);
  });
});

it('a process that dies in the middle is followed by one that goes on from the disk', async () => {
  line.cut();
  await process.receives();
  await process.hears(proceed(4));
  await process.die();
  process = await aSteadyProcess(line.url, folder);
  const again = await process.receives(received({ id: 'call_other', providerCallId: 'CA-call_1' }));
  expect(again).toMatchObject({ id: 'call_1', phase: { name: 'ringing', attempt: 1 } });
  expect((await process.hears(timeOutRing(37))).phase).toMatchObject({ name: 'ringing', attempt: 2 });
  expect(await process.store.due(new Date(at(3600)))).toEqual(['call_1']);
  await process.die();
  process = await aSteadyProcess(line.url, folder);
  await back();
  expect(await publishedIds()).toEqual(['call_1.started', 'call_1.rang.1', 'call_1.rang.2']);
  expect((await row()).call.phase).toMatchObject({ name: 'ringing', attempt: 2 });
  expect(await count()).toBe(1);
});

it('a statement whose answer was lost is not done twice', async () => {
  await process.receives();
  await process.hears(proceed(4));
  await stored();
  line.swallow();
  await inTime(process.hears(pickUp(10)));
  expect((await row()).call.phase.name).toBe('screening');
  expect(process.journal.holds('call_1')).toBe(true);
  await process.hears(press(14));
  await back();
  expect((await row()).version).toBe(4);
  expect(await texts()).toEqual(wholeLog.slice(0, 4));
  expect(await publishedIds()).toEqual(wholeStory.slice(0, 3));
});

it('what another instance did meanwhile is not undone: the further one stands, and both see it', async () => {
  const other = await aSteadyProcess(fresh.url, mkdtempSync(join(tmpdir(), 'ringdown-calls-')));
  await process.receives();
  await process.hears(proceed(4));
  await stored();
  line.cut();
  await process.hears(timeOutRing(37));
  await other.hears(pickUp(10));
  await other.hears(press(14));
  await stored(other);
  await back();
  // ours rang the second one, theirs had connected the first: the call rings attempt 2, which is the later report
  expect((await row()).call.phase).toMatchObject({ name: 'ringing', attempt: 2 });
  await other.hears(pickUp(43, 2));
  await stored(other);
  await process.hears(press(46, '1', 2));
  await stored();
  expect((await row()).call.phase).toMatchObject({ name: 'connected', attempt: 2 });
  expect(await count()).toBe(1);
  await other.die();
});

it('a call that only an unreachable row knows is rebuilt from its address and finds its row again', async () => {
  const other = await aSteadyProcess(fresh.url, mkdtempSync(join(tmpdir(), 'ringdown-calls-')));
  await other.receives();
  await other.hears(proceed(4));
  await stored(other);
  line.cut();
  const { details, plan } = received({ calledAt: at(30), caller: unknownCaller });
  const rebuilt = {
    call: rebuild({ ...details, providerCallId: 'of call_1' }, plan, { kind: 'attempt', attempt: 1 }),
    steps: [],
    version: 0,
    correlationId: 'call_1',
  };
  const call = await process.hearsWith(endDial(30), rebuilt);
  expect(call.phase).toMatchObject({ name: 'ringing', attempt: 2 });
  await back();
  const kept = await row();
  expect(kept.call).toMatchObject({ caller: { name: 'Mitchell Starc' }, calledAt: at(0), providerCallId: 'CA-call_1' });
  expect(kept.call.phase).toMatchObject({ name: 'ringing', attempt: 2 });
  expect(kept.call.attempts[0]).toMatchObject({ result: 'no_answer', startedAt: at(4) });
  expect(await texts()).toEqual([...wholeLog.slice(0, 2), 'Primary Priya S. did not answer → fallback 1 Sam T.']);
  expect(await publishedIds()).toEqual(['call_1.started', 'call_1.rang.1', 'call_1.rang.2']);
  await other.die();
});

it('a call that is out of reach is unavailable, not unknown', async () => {
  line.cut();
  await expect(process.hears(proceed(4))).rejects.toMatchObject({ kind: 'unavailable' });
});

it('a recording that comes while the ended call is out of reach is kept and published', async () => {
  const other = await aSteadyProcess(fresh.url, mkdtempSync(join(tmpdir(), 'ringdown-calls-')));
  await other.receives();
  for (const command of wholeCall) await other.hears(command);
  await stored(other);
  line.cut();
  const recording = { recordingId: 'RE1', providerUrl: 'https://api.twilio.com/RE1', seconds: 6 };
  const { details, plan } = received({ calledAt: at(90) });
  const call = rebuild(details, plan, { kind: 'greeting' });
  const attach: CallCommand = { type: 'attach-recording', kind: 'conversation', recording, at: at(90) };
  await process.hearsWith(attach, { call, steps: [], version: 0, correlationId: 'call_1' });
  await back();
  expect((await row()).call).toMatchObject({ phase: { name: 'ended' }, outcome: 'answered', recording });
  expect(await publishedIds()).toEqual([...wholeStory, 'call_1.enriched.RE1-6.']);
  await other.die();
});

it('deadlines and busy people are known from memory', async () => {
  await process.receives();
  await process.hears(proceed(4));
  line.cut();
  await process.hears(rings(4));
  expect(await process.store.due(new Date(at(30)))).toEqual(['call_1']);
  expect(await process.store.due(new Date(at(29)))).toEqual([]);
  await process.hears(pickUp(10));
  expect(await process.store.busyResponders('call_2', ['user_1', 'user_2'])).toEqual([
    { callId: 'call_1', userId: 'user_1', lastSignAt: at(10) },
  ]);
  expect(await process.store.busyResponders('call_2', ['user_2'])).toEqual([]);
  expect(await process.store.busyResponders('call_1', ['user_1'])).toEqual([]);
  expect(await process.store.silentSince(new Date(at(10.1)))).toEqual({ callIds: ['call_1'], isAll: false });
  expect(await process.store.silentSince(new Date(at(10)))).toEqual({ callIds: [], isAll: false });
});

it('traffic is counted, and unknown while Postgres is unavailable', async () => {
  await process.receives();
  await process.receives(received({ id: 'call_2', calledAt: at(-3700) }));
  await process.receives(received({ id: 'call_3', test: true }));
  await process.receives(received({ id: 'call_4', caller: unknownCaller }));
  const address = 'sip:alice@pbx.example.com';
  await process.receives(received({ id: 'call_5', caller: { ...unknownCaller, address } }));
  await process.receives(received({ id: 'call_6', caller: { ...unknownCaller, address } }));
  await stored();
  const of = (known: Partial<CallerIdentity>) =>
    process.traffic.of('line_1', { number: null, address: null, ...known }, new Date(at(10)));
  const counted = (known: Partial<CallerIdentity>) => eventually(async () => (await of(known)) ?? false);
  expect(await counted({ number: '+14156040016' })).toEqual({ ofCaller: 1, live: 5 });
  expect(await counted({})).toEqual({ ofCaller: 1, live: 5 });
  expect(await counted({ address })).toEqual({ ofCaller: 2, live: 5 });
  expect(await counted({ address: 'sip:bob@pbx.example.com' })).toEqual({ ofCaller: 0, live: 5 });
  line.silence();
  await inTime(of({ number: '+14156040016' }).then((traffic) => expect(traffic).toBeNull()));
});

it('the next one rings on our timer with Postgres and Redis unavailable', async () => {
  await process.receives();
  await process.hears(proceed(4));
  line.silence();
  await process.hears(rings(4));
  await process.sweepsAt(28);
  expect(process.redirects).toEqual([]);
  await process.sweepsAt(30);
  expect(process.redirects).toEqual(['CA-call_1']);
  expect((await process.store.load('call_1'))?.call.phase).toMatchObject({ name: 'ringing', attempt: 2 });
  await process.die();
  process = await aSteadyProcess(line.url, folder);
  await process.sweepsAt(46);
  expect(process.redirects).toEqual(['CA-call_1']);
  await back();
  expect(await publishedIds()).toEqual(['call_1.started', 'call_1.rang.1', 'call_1.rang.2']);
});

it('a step that Postgres will never take does not hold up the others', async () => {
  line.cut();
  const name = 'Mitchell \u0000 Starc';
  await process.receives(received({ id: 'call_0', caller: { ...unknownCaller, number: '+14156040016', name } }));
  await process.receives();
  await back();
  expect(await count()).toBe(1);
  expect(await publishedIds()).toContain('call_1.started');
});
