import { createLogger } from '@ringdown/platform-telemetry';
import { type CuttableProxy, cuttableProxy, eventually, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { PostgresAway, PromptSql } from './prompt-sql.js';

const logger = createLogger('test', 'silent');
let fresh: FreshDatabase;
let line: CuttableProxy;
let sql: PromptSql;

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());
beforeEach(async () => {
  line = await cuttableProxy(fresh.url);
  sql = new PromptSql({ url: line.url, schema: 'public', logger, patienceMs: () => 200 });
});
afterEach(async () => {
  await sql.close();
  await line.close();
});

const one = () => sql.query<{ one: number }>('select 1 as one');

async function millisecondsUntilAway(): Promise<number> {
  const begin = performance.now();
  await expect(one()).rejects.toBeInstanceOf(PostgresAway);
  return performance.now() - begin;
}

it.each(['cut', 'silence'] as const)(
  'waits once for a Postgres that is away (%s), and comes back by itself',
  async (fault) => {
    expect(await one()).toEqual([{ one: 1 }]);
    line[fault]();
    expect(await millisecondsUntilAway()).toBeLessThan(400);
    expect(await millisecondsUntilAway()).toBeLessThan(20);
    expect(sql.isAway).toBe(true);
    line.mend();
    await eventually(() => expect(sql.isAway).toBe(false));
    expect(await one()).toEqual([{ one: 1 }]);
  },
);

it('gives up a statement that takes longer than its patience, and keeps no connection of it', async () => {
  await expect(sql.query('select pg_sleep(5)')).rejects.toBeInstanceOf(PostgresAway);
  await eventually(() => expect(sql.isAway).toBe(false));
  expect(await one()).toEqual([{ one: 1 }]);
});

it('tells a wrong statement from a Postgres that is away', async () => {
  await expect(sql.query("select 'x'::int")).rejects.toMatchObject({ code: '22P02' });
  expect(sql.isAway).toBe(false);
});

it('takes a missing table for a Postgres that is not ready', async () => {
  await expect(sql.query('select 1 from missing')).rejects.toBeInstanceOf(PostgresAway);
});

it('does all of a transaction or nothing', async () => {
  await sql.query('create table kept (n int)');
  const failing = sql.transaction(1000, async (tx) => {
    await tx.query('insert into kept values (1)');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(sql.isAway).toBe(false);
  await sql.transaction(1000, (tx) => tx.query('insert into kept values (2)'));
  expect(await sql.query('select n from kept')).toEqual([{ n: 2 }]);
});

it('serves many at once', async () => {
  const answers = await Promise.all(Array.from({ length: 200 }, one));
  expect(answers).toHaveLength(200);
});
