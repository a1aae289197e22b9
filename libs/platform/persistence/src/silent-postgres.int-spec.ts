import { createLogger } from '@ringdown/platform-telemetry';
import { eventually, FaultyLine, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import pg from 'pg';
import type { Migration } from './data-source.js';
import { Database, type DatabaseOptions } from './database.js';
import { LockSession } from './leader-lock.js';
import { isPostgresUnavailable } from './postgres-failure.js';

const logger = createLogger('test', 'silent');
const silentMs = 300;
let fresh: FreshDatabase;
let line: FaultyLine;
let database: Database;

class SleepsLong1795219200000 {
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query('select pg_sleep(1)');
    await runner.query('create table note (text text not null)');
  }
  async down(): Promise<void> {}
}

const databaseAt = (url: string, more: Partial<DatabaseOptions> = {}): Database =>
  new Database({ url, schema: 'spec', migrations: [], logger, poolSize: 2, silentMs, ...more });

beforeEach(async () => {
  fresh = await freshDatabase();
  line = await FaultyLine.to(fresh.url);
  database = databaseAt(line.url);
});
afterEach(async () => {
  await database.close();
  await line.close();
  await fresh.drop();
});

const failure = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'an answer',
    (error: unknown) => error,
  );

it.each(['hangs', 'swallows'] as const)(
  'gives a statement up when Postgres %s, lets nobody wait after that, and works again once it does',
  async (face) => {
    await database.open();
    await database.query('select 1');
    await line.become(face);
    expect(isPostgresUnavailable(await failure(database.query('select 1')))).toBe(true);
    const begin = performance.now();
    expect(isPostgresUnavailable(await failure(database.query('select 1')))).toBe(true);
    expect(performance.now() - begin).toBeLessThan(silentMs);
    await line.become('works');
    await eventually(() => database.query('select 1'), { timeoutMs: 20_000 });
  },
  60_000,
);

it('throws away a connection that Postgres knows nothing of any more, also within a transaction', async () => {
  await database.open();
  const transaction = database.transaction(async (tx) => {
    await tx.query('select 1');
    await line.become('hangs');
    const asked = failure(tx.query('select 2'));
    // the silence of this connection is for good; new ones are well
    await eventually(() => expect(line.caught).toBe(1));
    await line.become('works');
    throw await asked;
  });
  expect(isPostgresUnavailable(await failure(transaction))).toBe(true);
  expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
}, 60_000);

it('leaves a statement in peace that Postgres works on, however long', async () => {
  await database.open();
  expect(await database.query(`select 1 as one from pg_sleep(${(silentMs * 5) / 1000})`)).toEqual([{ one: 1 }]);
});

it('does not end a migration that takes longer than any other statement may', async () => {
  const migrations = [SleepsLong1795219200000] as unknown as Migration[];
  const withTimeout = databaseAt(fresh.url, { migrations, statementTimeoutMs: 500 });
  try {
    await withTimeout.open();
    expect(await withTimeout.query('select * from note')).toEqual([]);
  } finally {
    await withTimeout.close();
  }
});

it('says that another instance migrates, and waits for that', async () => {
  const onLost = (): void => undefined;
  const key = 'ringdown.migrate.spec';
  const held = await LockSession.tryAcquire({ url: fresh.url, key, applicationName: 'test', onLost });
  const opening = database.open();
  await eventually(async () => expect(await database.problem()).toBe('another instance migrates the schema'));
  await held?.release();
  await opening;
  expect(await database.problem()).toBeNull();
}, 30_000);

it('dials anew where Postgres only reads: the address may lead to another one by now', async () => {
  await database.open();
  await database.query('create table note (text text)');
  const admin = new pg.Client({ connectionString: fresh.url });
  await admin.connect();
  const name = new URL(fresh.url).pathname.slice(1);
  await admin.query(`alter database ${name} set default_transaction_read_only = on`);
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`,
    [name],
  );
  await eventually(async () => expect(await database.problem()).toBe('Postgres only reads'));
  await admin.query(`set default_transaction_read_only = off`);
  await admin.query(`alter database ${name} reset default_transaction_read_only`);
  await admin.end();
  const refused = await failure(database.query(`insert into note values ('x')`));
  expect(isPostgresUnavailable(refused)).toBe(true);
  await database.query(`insert into note values ('x')`);
}, 30_000);

it('takes the lock of a holder that is cut off, and tells that one', async () => {
  const lost = jest.fn();
  const options = { key: 'spec', applicationName: 'test', heartbeatMs: 200, releaseMs: 1000, silentMs };
  const held = await LockSession.tryAcquire({ ...options, url: line.url, onLost: lost });
  expect(held).not.toBeNull();
  const take = () => LockSession.tryAcquire({ ...options, url: fresh.url, onLost: () => undefined });
  expect(await take()).toBeNull();
  await line.become('hangs');
  const next = await eventually(
    async () => {
      const session = await take();
      if (!session) throw new Error('still held');
      return session;
    },
    { timeoutMs: 20_000 },
  );
  await eventually(() => expect(lost).toHaveBeenCalled(), { timeoutMs: 20_000 });
  await next.release();
}, 60_000);
