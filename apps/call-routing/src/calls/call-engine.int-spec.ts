import type { CallCommand } from '@ringdown/domain-calls';
import type { Database } from '@ringdown/platform-persistence';
import { fixedClock, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { at, end, endDial, pickUp, press, proceed, received, t0, timeOutRing } from '../testing/a-call.js';
import { migratedDatabase, silent } from '../testing/migrated-database.js';
import { CallEngine, type LiveCommand } from './call-engine.js';
import { unperformedEffects } from '../testing/unperformed-effects.js';
import { LiveCalls } from './live-calls.js';
import { SqlCallRepository } from './call.repository.js';

let fresh: FreshDatabase;
let database: Database;
let store: SqlCallRepository;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
  store = new SqlCallRepository(database);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => database.query('truncate call, outbox'));

/** A process of its own: nothing is shared but the database. */
function aProcess() {
  const { effects, taken } = unperformedEffects();
  const engine = new CallEngine({
    calls: store,
    live: new LiveCalls(),
    effects,
    publicUrl: 'https://ringdown.example.com',
    clock: fixedClock(new Date(t0).toISOString()),
    logger: silent,
  });
  return {
    receives: async (command = received()) => ({ call: await engine.receive(command), effects: taken() }),
    hears: async (command: CallCommand) => ({
      call: await engine.handle({ callId: 'call_1' }, command as LiveCommand),
      effects: taken(),
    }),
    finds: (providerCallId: string) => engine.findByProvider('twilio', providerCallId),
  };
}

const kept = async () => {
  const stored = await store.load('call_1');
  if (!stored) throw new Error('the call is not there');
  return stored;
};
const steps = async () => (await kept()).steps.map(({ text }) => text);
const publishedIds = async () =>
  (await database.query<{ id: string }>('select id from outbox order by sequence')).map(({ id }) => id);

it('takes each step once, publishes it in the same transaction, and asks for what is to be done outside', async () => {
  const one = aProcess();
  expect((await one.receives()).effects).toEqual([{ type: 'arm', deadline: { timer: 'end-check', at: at(60) } }]);
  expect((await one.hears(proceed(4))).effects).toEqual([
    { type: 'arm', deadline: { timer: 'ring-timeout', attempt: 1, at: at(37) } },
  ]);
  expect((await one.hears(proceed(4))).effects).toEqual([]);
  await one.hears(pickUp(10));
  await one.hears(press(14));
  await one.hears(end(60));
  expect(await publishedIds()).toEqual(['call_1.started', 'call_1.rang.1', 'call_1.answered.1', 'call_1.completed']);
  expect((await kept()).version).toBe(5);
});

it('knows no call that was never received', async () => {
  await expect(aProcess().hears(proceed(4))).rejects.toMatchObject({ kind: 'not-found' });
  expect(await aProcess().finds('CA-call_1')).toBeNull();
});

it('publishes the notes that somebody wrote while the call was live', async () => {
  const one = aProcess();
  await one.receives();
  await database.query("update call set notes = 'disk full'");
  await one.hears(end(9));
  const [row] = await database.query<{ data: object }>("select data from outbox where id = 'call_1.completed'");
  expect(row?.data).toMatchObject({ notes: 'disk full' });
});

describe('two processes', () => {
  it('receive one call when the provider asks both at once', async () => {
    const [one, other] = [aProcess(), aProcess()];
    const second = received({ id: 'call_2', providerCallId: 'CA-call_1' });
    const calls = await Promise.all([one.receives(), other.receives(second), other.receives(second)]);
    expect(new Set(calls.map(({ call }) => call.id)).size).toBe(1);
    expect(calls.filter(({ effects }) => effects.length > 0)).toHaveLength(1);
    expect(await publishedIds()).toEqual([`${calls[0].call.id}.started`]);
  });

  it('respect the step that the other took', async () => {
    const [one, other] = [aProcess(), aProcess()];
    await one.receives();
    await other.hears(proceed(4));
    await one.hears(pickUp(10));
    await other.hears(press(14));
    const { call } = await one.hears(endDial(60, { bridged: true }));
    expect(call.phase.name).toBe('hanging-up');
    expect(await steps()).toEqual([
      'Mitchell Starc (+14156040016) called On-call hotline',
      'Primary Priya S. rings',
      'Priya S. picked up and is asked to press 1',
      'Priya S. accepted the call',
      'The conversation with Priya S. ended',
    ]);
  });

  it('do not take a step back: what a stale memory would do is decided anew', async () => {
    const [stale, other] = [aProcess(), aProcess()];
    await stale.receives();
    await stale.hears(proceed(4));
    await other.hears(timeOutRing(37));
    const { call } = await stale.hears(endDial(37.2));
    expect(call.phase).toMatchObject({ name: 'ringing', attempt: 2 });
    expect(call.attempts.map((a) => a.result)).toEqual(['no_answer', 'ringing', 'waiting']);
    expect(await publishedIds()).toEqual(['call_1.started', 'call_1.rang.1', 'call_1.rang.2']);
  });

  it('do not lose what only a stale memory finds meaningless', async () => {
    const [stale, other] = [aProcess(), aProcess()];
    await stale.receives();
    await other.hears(proceed(4));
    expect((await stale.hears(pickUp(10))).call.phase).toMatchObject({ name: 'screening', attempt: 1 });
  });

  it('never connect two responders: who is late gets the call as it is', async () => {
    const [stale, other] = [aProcess(), aProcess()];
    await stale.receives();
    await stale.hears(proceed(4));
    await other.hears(timeOutRing(37));
    await other.hears(pickUp(39, 2));
    const [late, current] = await Promise.all([stale.hears(press(40)), other.hears(press(40, '1', 2))]);
    expect(late.call.attempts[0]?.result).toBe('no_answer');
    expect(current.call.attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted', 'waiting']);
    expect((await kept()).call.attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted', 'waiting']);
  });

  it('end a call once', async () => {
    const [one, other] = [aProcess(), aProcess()];
    await one.receives();
    await other.hears(proceed(4));
    await Promise.all([one, other, one, other].map((process) => process.hears(end(9, 9))));
    expect((await publishedIds()).filter((id) => id === 'call_1.completed')).toHaveLength(1);
    expect((await steps()).filter((text) => text.startsWith('The call ended'))).toHaveLength(1);
  });

  it('keep recordings of a call whose end only the other knows', async () => {
    const [one, other] = [aProcess(), aProcess()];
    await one.receives();
    await other.hears(end(9));
    const recording = { recordingId: 'RE1', providerUrl: 'https://api.twilio.com/RE1', seconds: 6 };
    await one.hears({ type: 'attach-recording', kind: 'conversation', recording, at: at(40) });
    expect((await kept()).call).toMatchObject({ phase: { name: 'ended' }, recording });
    expect(await publishedIds()).toHaveLength(3);
  });
});

describe('50 commands at once', () => {
  const alive = (n: number): CallCommand => ({ type: 'confirm-alive', at: at(5 + n) });
  const fifty = Array.from({ length: 50 }, (_, n) => alive(n));

  it('are taken one after the other in one process', async () => {
    const one = aProcess();
    await one.receives();
    await Promise.all(fifty.map((command) => one.hears(command)));
    expect((await kept()).version).toBe(51);
    expect((await kept()).call.lastSignAt).toBe(at(54));
  });

  it('each count once, or are refused as busy, in two processes', async () => {
    const both = [aProcess(), aProcess()] as const;
    await both[0].receives();
    const heard = await Promise.allSettled(fifty.map((command, n) => both[n % 2 === 0 ? 0 : 1].hears(command)));
    const refused = heard.flatMap((h) => (h.status === 'rejected' ? [h.reason as unknown] : []));
    for (const reason of refused) expect(reason).toMatchObject({ kind: 'unavailable' });
    expect((await kept()).version).toBe(51 - refused.length);
    expect(refused.length).toBeLessThan(10);
  });

  it('publish a step once, however often and by whomever it is reported', async () => {
    const both = [aProcess(), aProcess()] as const;
    await both[0].receives();
    const report = [proceed(4), pickUp(10), press(14), endDial(60, { bridged: true }), end(61)];
    for (const command of report)
      await Promise.allSettled(Array.from({ length: 10 }, (_, n) => both[n % 2 === 0 ? 0 : 1].hears(command)));
    expect(await publishedIds()).toEqual(['call_1.started', 'call_1.rang.1', 'call_1.answered.1', 'call_1.completed']);
    expect(await steps()).toHaveLength(6);
    expect((await kept()).version).toBe(6);
  });
});
