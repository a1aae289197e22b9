import { type CallCommand, longestCallMs } from '@ringdown/domain-calls';
import type { Database } from '@ringdown/platform-persistence';
import type { Timers } from '@ringdown/platform-timers/bullmq';
import { type ProviderCallStatus, ProviderFailure } from '@ringdown/telephony';
import { eventually, fixedClock, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { at, end, pickUp, press, proceed, received, rings, t0, timeOutRing } from '../testing/a-call.js';
import { migratedDatabase, silent } from '../testing/migrated-database.js';
import { unperformedEffects } from '../testing/unperformed-effects.js';
import type { CallDefectRepository } from './call-defects.js';
import type { LineProviders } from './line-providers.js';
import { CallEngine, type LiveCommand } from './call-engine.js';
import { CallDeadlines } from './call-deadlines.js';
import { type callTimers, CallEffects } from './call-effects.js';
import { ProviderCallStatusCheck } from './provider-call-status.js';
import { BusyResponders } from './busy-responders.js';
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

const account = { accountId: 'AC1', authToken: 'token' };
const base = 'https://hooks.example.com/voice/twilio/line_1';

/** The provider: says how a call stands, and takes a redirect or fails with this. */
function aProvider(status: ProviderCallStatus = { state: 'live' }) {
  const redirects: string[] = [];
  const rest = {
    redirect: (_: unknown, callId: string, url: string) => {
      redirects.push(`${callId} ${url}`);
      return provider.failure ? Promise.reject(provider.failure) : Promise.resolve();
    },
    callStatus: () => {
      provider.asked++;
      return Promise.resolve(provider.status);
    },
  };
  const provider = {
    redirects,
    status,
    failure: null as ProviderFailure | null,
    asked: 0,
    byAccount: (id: string) => (id === 'acct_1' ? { account, provider: rest } : null),
    forLine: () => ({ account, base, provider: rest }),
  };
  return provider;
}

const noDefects = { note: () => Promise.resolve() } as unknown as CallDefectRepository;

/** A process whose Redis forgets every timer: `armed` is what it was given. */
function aProcess(provider = aProvider(), clock = fixedClock(new Date(t0).toISOString())) {
  const armed: string[] = [];
  const arm = (name: string, _: unknown, due: Date) => {
    armed.push(`${name} ${(due.getTime() - t0) / 1000}`);
    return Promise.resolve();
  };
  const timers = { arm, rearm: arm } as unknown as Timers<typeof callTimers>;
  const providers = provider as unknown as LineProviders;
  const live = new LiveCalls();
  const publicUrl = 'https://ringdown.example.com';
  const engineWith = (effects: CallEffects) =>
    new CallEngine({ calls: store, live, effects, publicUrl, clock, logger: silent });
  const engine = engineWith(new CallEffects(timers, providers, clock, silent));
  const { effects, taken } = unperformedEffects();
  const dying = engineWith(effects);
  const statusCheck = new ProviderCallStatusCheck(engine, providers, clock, silent);
  const busy = new BusyResponders(engine, store, statusCheck, noDefects, clock);
  const deadlines = new CallDeadlines(busy, store, statusCheck, clock, silent);
  const passTo = (seconds: number) => clock.advance(at(seconds) - clock.now().getTime());
  return {
    provider,
    clock,
    armed,
    deadlines,
    receives: (command = received()) => engine.receive(command),
    /** What is to be done outside after it is left undone. */
    hears: async (command: CallCommand) => ({
      call: await dying.handle({ callId: 'call_1' }, command as LiveCommand),
      effects: taken(),
    }),
    sweepsAt: (seconds: number) => {
      passTo(seconds);
      return deadlines.sweep();
    },
    passTo,
  };
}

const phase = async () => (await store.load('call_1'))?.call.phase;
const call = async () => (await store.load('call_1'))?.call;

it('arms a timer for the deadline of each step', async () => {
  const { armed, receives, deadlines, passTo } = aProcess();
  await receives();
  expect(armed).toEqual(['end-check 60']);
  passTo(70);
  await deadlines.handlers['end-check']({ callId: 'call_1' });
  await eventually(() => expect(armed).toEqual(['end-check 60', 'end-check 130']));
});

describe('the sweep does what Redis forgot', () => {
  it('leaves a deadline to its timer first, then moves the call on', async () => {
    const { receives, hears, sweepsAt, provider } = aProcess();
    await receives();
    await hears(proceed(4));
    await hears(rings(4));
    await sweepsAt(29.7);
    expect(await phase()).toMatchObject({ name: 'ringing', attempt: 1 });
    await sweepsAt(29.701);
    expect(await phase()).toMatchObject({ name: 'ringing', attempt: 2 });
    expect(provider.redirects).toEqual([`CA-call_1 ${base}/calls/call_1/proceed`]);
    await sweepsAt(29.9);
    expect(provider.redirects).toHaveLength(1);
  });

  it('ends a screening that nobody ended', async () => {
    const { receives, hears, sweepsAt } = aProcess();
    await receives();
    await hears(proceed(4));
    await hears(pickUp(10));
    await sweepsAt(29.8);
    expect(await phase()).toMatchObject({ name: 'screening', attempt: 1 });
    await sweepsAt(60);
    expect(await phase()).toMatchObject({ name: 'ringing', attempt: 2 });
  });

  it('comes to the end of the plan by itself, and then asks for a message', async () => {
    const { receives, hears, sweepsAt } = aProcess();
    await receives();
    await hears(proceed(4));
    await hears(rings(4));
    for (const seconds of [30, 56.4, 82.8]) {
      await sweepsAt(seconds);
      await hears(proceed(seconds + 0.2));
      for (const attempt of [2, 3]) await hears(rings(seconds + 0.3, attempt));
    }
    expect(await phase()).toMatchObject({ name: 'taking-message' });
    expect((await call())?.attempts.map((a) => a.result)).toEqual(['no_answer', 'no_answer', 'no_answer']);
  });

  it('moves a call that another process received, and skips who talks meanwhile', async () => {
    const one = aProcess();
    await one.receives();
    await one.hears(proceed(4));
    await one.hears(rings(4));
    const talking = aProcess();
    await talking.receives(received({ id: 'call_2' }));
    await database.query("update call set busy_user_id = 'user_2' where id = 'call_2'");
    await aProcess().sweepsAt(30);
    expect(await phase()).toMatchObject({ name: 'ringing', attempt: 3 });
    expect((await call())?.attempts[1]).toMatchObject({ result: 'skipped', reason: 'on_another_call' });
  });

  it('sees the deadline that another process set, whatever its own memory says', async () => {
    const stale = aProcess();
    await stale.receives();
    const other = aProcess();
    await other.hears(proceed(4));
    await other.hears(rings(4));
    await stale.sweepsAt(30);
    expect(await phase()).toMatchObject({ name: 'ringing', attempt: 2 });
  });

  it('goes on with the others when one call fails', async () => {
    const one = aProcess();
    for (const id of ['call_0', 'call_1']) await one.receives(received({ id }));
    await database.query("update call set state = '{}'::jsonb where id = 'call_0'");
    one.provider.status = { state: 'ended', duration: 9, failed: false };
    await one.sweepsAt(100);
    expect(await phase()).toMatchObject({ name: 'ended', duration: 9 });
  });
});

describe('a timer', () => {
  it('that fires early learns when to come again', async () => {
    const { receives, hears, deadlines, passTo } = aProcess();
    await receives();
    await hears(proceed(4));
    await hears(rings(4));
    passTo(28);
    expect(await deadlines.handlers['ring-timeout']({ callId: 'call_1', attempt: 1 })).toEqual({
      againAt: new Date(at(29)),
    });
  });

  it('that fires twice, or for a call that is over or unknown, does nothing', async () => {
    const { receives, hears, deadlines, passTo, provider } = aProcess();
    await receives();
    await hears(proceed(4));
    await hears(rings(4));
    passTo(29);
    const fire = (callId: string) => deadlines.handlers['ring-timeout']({ callId, attempt: 1 });
    await Promise.all([fire('call_1'), fire('call_1')]);
    await fire('call_1');
    expect(provider.redirects).toHaveLength(1);
    await hears(end(31));
    passTo(4000);
    expect(await fire('call_1')).toBeUndefined();
    expect(await fire('call_9')).toBeUndefined();
    expect(provider.asked).toBe(0);
  });
});

describe('a call of which no end is reported', () => {
  const silentCall = async (status: ProviderCallStatus) => {
    const process = aProcess(aProvider(status));
    await process.receives();
    await process.hears(proceed(4));
    await process.hears(pickUp(10));
    await process.hears(press(14));
    return process;
  };

  it('is asked for after a minute, and again a minute later while it lives', async () => {
    const { sweepsAt, provider } = await silentCall({ state: 'live' });
    await sweepsAt(74);
    expect(provider.asked).toBe(0);
    await sweepsAt(75);
    expect(provider.asked).toBe(1);
    await sweepsAt(100);
    expect(provider.asked).toBe(1);
    await sweepsAt(136);
    expect(provider.asked).toBe(2);
    expect(await phase()).toMatchObject({ name: 'connected' });
  });

  it('is ended as the provider says', async () => {
    const { sweepsAt } = await silentCall({ state: 'ended', duration: 61, failed: false });
    await sweepsAt(75);
    expect(await call()).toMatchObject({ phase: { name: 'ended', duration: 61 }, outcome: 'answered' });
  });

  it('is kept while nobody knows, until no call can be that long', async () => {
    const { sweepsAt } = await silentCall({ state: 'unknown', reason: 'Twilio is unavailable' });
    await sweepsAt(75);
    expect(await call()).toMatchObject({ phase: { name: 'connected' }, lastSignAt: at(14) });
    await sweepsAt(longestCallMs / 1000 + 1);
    expect(await phase()).toMatchObject({ name: 'ended' });
  });

  it('is over where we said goodbye and nobody knows it any more', async () => {
    const { receives, hears, sweepsAt } = aProcess(aProvider({ state: 'unknown', reason: 'not found' }));
    await receives(received({ admission: { kind: 'refuse', refusal: 'line_disabled' } }));
    await sweepsAt(14);
    expect(await phase()).toMatchObject({ name: 'hanging-up' });
    await sweepsAt(16);
    expect(await call()).toMatchObject({ phase: { name: 'ended' }, outcome: 'rejected' });
    expect((await hears(end(20))).effects).toEqual([]);
  });

  it('is kept when its account is gone, which leaves nobody to ask', async () => {
    const { receives, sweepsAt, provider } = aProcess(aProvider({ state: 'ended', duration: 1, failed: false }));
    await receives(received({ providerAccountId: 'acct_gone' }));
    await sweepsAt(601);
    expect(provider.asked).toBe(0);
    expect(await phase()).toMatchObject({ name: 'greeting' });
  });
});

describe('a redirect that fails', () => {
  const timesOut = async (kind: ProviderFailure['kind'], status: ProviderCallStatus) => {
    const process = aProcess(aProvider(status));
    process.provider.failure = new ProviderFailure(kind, 'as it is');
    await process.receives();
    await process.hears(proceed(4));
    await process.hears(rings(4));
    await process.sweepsAt(30);
    return process;
  };

  it('is tried three times and given up; the dial that is over then moves the call', async () => {
    const { provider } = await timesOut('unreachable', { state: 'live' });
    expect((await call())?.redirectingSince).toBe(at(30));
    await eventually(async () => expect((await call())?.redirectingSince).toBeNull());
    expect(provider.redirects).toHaveLength(3);
    expect(await phase()).toMatchObject({ name: 'ringing', attempt: 2 });
  });

  it('because the caller is gone, is the end of the call, and is not tried again', async () => {
    const { provider } = await timesOut('gone', { state: 'ended', duration: 28, failed: false });
    await eventually(async () => expect(await phase()).toEqual({ name: 'ended', at: at(30), duration: 28 }));
    expect((await call())?.outcome).toBe('missed');
    expect(provider.redirects).toHaveLength(1);
  });

  it('because the caller seems gone, but is not: the call is kept', async () => {
    const { provider } = await timesOut('gone', { state: 'live' });
    await eventually(async () => expect((await call())?.redirectingSince).toBeNull());
    expect(provider.redirects).toHaveLength(1);
    expect(await phase()).toMatchObject({ name: 'ringing', attempt: 2 });
  });

  it('because the process died before it, is made by the next one', async () => {
    const died = aProcess();
    await died.receives();
    await died.hears(proceed(4));
    await died.hears(rings(4));
    await died.hears(timeOutRing(29));
    expect(died.provider.redirects).toEqual([]);
    const next = aProcess();
    await next.sweepsAt(44);
    expect(next.provider.redirects).toEqual([]);
    await next.sweepsAt(45);
    expect(next.provider.redirects).toEqual([`CA-call_1 ${base}/calls/call_1/proceed`]);
    expect(await phase()).toMatchObject({ name: 'ringing', attempt: 2 });
  });
});
