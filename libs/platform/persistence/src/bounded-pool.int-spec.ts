import { createLogger } from '@ringdown/platform-telemetry';
import { type CuttableProxy, cuttableProxy, eventually, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { PostgresUnavailable } from './postgres-failure.js';
import { BoundedPool } from './bounded-pool.js';

/** So much longer than anything that Postgres answers at once that a busy machine does not need it for that. */
const timeoutMs = 500;
/** A statement that outlasts that; whoever waits for its connection is told after a second that Postgres is unavailable. */
const slowMs = 900;
const slowStatement = `select pg_sleep(${slowMs / 1000})`;
const logger = createLogger('test', 'silent');
let fresh: FreshDatabase;
let line: CuttableProxy;
let sql: BoundedPool;

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());
beforeEach(async () => {
  line = await cuttableProxy(fresh.url);
  sql = opened(timeoutMs);
});
afterEach(async () => {
  await sql.close();
  await line.close();
});

const opened = (unavailableMs: number): BoundedPool =>
  new BoundedPool({ url: line.url, schema: 'public', logger, timeoutMs: () => timeoutMs, unavailableMs, poolSize: 3 });

/** Counts as away only after much longer than the slow statement takes. */
async function awaitingSlowOnes(): Promise<void> {
  await sql.close();
  sql = opened(20_000);
}

const one = () => sql.query<{ one: number }>('select 1 as one');

async function millisecondsUntilUnavailable(): Promise<number> {
  const begin = performance.now();
  await expect(one()).rejects.toBeInstanceOf(PostgresUnavailable);
  return performance.now() - begin;
}

it.each(['cut', 'silence'] as const)(
  'waits once for a Postgres that is unavailable (%s), and comes back by itself',
  async (fault) => {
    expect(await one()).toEqual([{ one: 1 }]);
    line[fault]();
    await millisecondsUntilUnavailable();
    await eventually(() => expect(sql.isUnavailable).toBe(true));
    expect(await millisecondsUntilUnavailable()).toBeLessThan(timeoutMs / 2);
    line.mend();
    await eventually(() => expect(sql.isUnavailable).toBe(false));
    expect(await one()).toEqual([{ one: 1 }]);
  },
);

it('gives up a statement that takes longer than its timeout, and keeps no connection of it', async () => {
  await expect(sql.query('select pg_sleep(5)')).rejects.toBeInstanceOf(PostgresUnavailable);
  await eventually(() => expect(sql.isUnavailable).toBe(true));
  await eventually(() => expect(sql.isUnavailable).toBe(false));
  expect(await one()).toEqual([{ one: 1 }]);
});

it('takes a slow statement for slow, not for a Postgres that is unavailable, and keeps its connection', async () => {
  await awaitingSlowOnes();
  const backend = async () => (await sql.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]?.pid;
  const before = await backend();
  const since = performance.now();
  await expect(sql.query(slowStatement)).rejects.toBeInstanceOf(PostgresUnavailable);
  expect(performance.now() - since).toBeLessThan(slowMs);
  expect(sql.isUnavailable).toBe(false);
  const busy = `select count(*)::int as busy from pg_stat_activity where query like '${slowStatement}%' and state = 'active'`;
  await eventually(async () => expect(await sql.query(busy)).toEqual([{ busy: 0 }]));
  expect(sql.isUnavailable).toBe(false);
  expect(await Promise.all([backend(), backend(), backend()])).toContain(before);
});

it('begins nothing that was given up while it waited for a connection', async () => {
  await awaitingSlowOnes();
  await sql.query('create table if not exists kept (n int)');
  const slow = Array.from({ length: 3 }, () => sql.query(slowStatement));
  const late = sql.query('insert into kept values (7)');
  for (const asked of [...slow, late]) await expect(asked).rejects.toBeInstanceOf(PostgresUnavailable);
  expect(await eventually(() => sql.query('select n from kept where n = 7'))).toEqual([]);
  await eventually(() => sql.query('drop table kept'));
});

it('tells a wrong statement from a Postgres that is unavailable', async () => {
  await expect(sql.query("select 'x'::int")).rejects.toMatchObject({ code: '22P02' });
  expect(sql.isUnavailable).toBe(false);
});

it('takes a missing table for a Postgres that is not ready', async () => {
  await expect(sql.query('select 1 from missing')).rejects.toBeInstanceOf(PostgresUnavailable);
});

it('asks a Postgres that takes no writes again and again: its answers cost nobody time', async () => {
  const full = `do $$ begin raise exception 'No space left on device' using errcode = '53100'; end $$`;
  for (let n = 0; n < 3; n++) {
    await expect(sql.query(full)).rejects.toMatchObject({ cause: { code: '53100' } });
    expect(sql.isUnavailable).toBe(false);
  }
});

it('does all of a transaction or nothing', async () => {
  await sql.query('create table if not exists kept (n int)');
  const failing = sql.transaction(1000, async (tx) => {
    await tx.query('insert into kept values (1)');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(sql.isUnavailable).toBe(false);
  await sql.transaction(1000, (tx) => tx.query('insert into kept values (2)'));
  expect(await sql.query('select n from kept')).toEqual([{ n: 2 }]);
});

it('serves many at once', async () => {
  const patient = new BoundedPool({ url: line.url, schema: 'public', logger, timeoutMs: () => 20_000, poolSize: 3 });
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, n) => patient.query<{ n: number }>('select $1::int as n', [n])),
  );
  expect(answers.map(([row]) => row?.n)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  await patient.close();
});
