import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createLogger } from '@ringdown/platform-telemetry';
import { eventually, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import pg from 'pg';
import type { Migration } from './data-source.js';
import { Database } from './database.js';
import { isPostgresUnavailable } from './postgres-failure.js';

interface Runner {
  query(sql: string): Promise<unknown>;
}

class CreateNote1795219200000 {
  async up(runner: Runner): Promise<void> {
    await runner.query('create table note (id int generated always as identity, text text not null unique)');
  }
  async down(runner: Runner): Promise<void> {
    await runner.query('drop table note');
  }
}

class AddFirstNote1795219200001 {
  async up(runner: Runner): Promise<void> {
    await runner.query(`insert into note (text) values ('first')`);
  }
  async down(): Promise<void> {}
}

/** Cuts off the session that holds the migration lock, as a restart of Postgres or the timeout of a proxy would. */
class CutTheLockOff1795219200002 {
  async up(runner: Runner): Promise<void> {
    await runner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and application_name not like 'ringdown%'`,
    );
  }
  async down(): Promise<void> {}
}

const logger = createLogger('persistence-spec', 'silent');
const opened: Database[] = [];
let fresh: FreshDatabase;

beforeEach(async () => {
  fresh = await freshDatabase();
});
afterEach(async () => {
  jest.restoreAllMocks();
  for (const database of opened.splice(0)) await database.close();
  await fresh.drop();
});

const databaseAt = (
  url: string,
  schema = 'spec',
  more: readonly unknown[] = [],
  statementTimeoutMs = 10_000,
): Database => {
  const migrations = [CreateNote1795219200000, AddFirstNote1795219200001, ...more] as unknown as Migration[];
  const database = new Database({ url, schema, migrations, logger, poolSize: 3, statementTimeoutMs });
  opened.push(database);
  return database;
};
const notes = async (database: Database): Promise<string[]> =>
  (await database.query<{ text: string }>('select text from note order by id')).map(({ text }) => text);

it('migrates once, however many instances start at the same time', async () => {
  const instances = Array.from({ length: 4 }, () => databaseAt(fresh.url));
  await Promise.all(instances.map((database) => database.open()));

  for (const database of instances) expect(await notes(database)).toEqual(['first']);
  expect(await databaseAt(fresh.url).open()).toBeUndefined();
});

it('keeps to its own schema', async () => {
  const [one, other] = [databaseAt(fresh.url, 'one'), databaseAt(fresh.url, 'other')];
  await Promise.all([one.open(), other.open()]);
  await one.query(`insert into note (text) values ('of one')`);

  expect(await notes(one)).toEqual(['first', 'of one']);
  expect(await notes(other)).toEqual(['first']);
});

it('outlives the loss of the session that holds the migration lock', async () => {
  const database = databaseAt(fresh.url, 'spec', [CutTheLockOff1795219200002]);
  await database.open();

  expect(await notes(database)).toEqual(['first']);
});

it('says what is wrong with a migration instead of waiting for ever', async () => {
  class Broken1795219200003 {
    async up(runner: Runner): Promise<void> {
      await runner.query('select * from nowhere');
    }
    async down(): Promise<void> {}
  }
  jest.spyOn(console, 'log').mockReturnValue(); // TypeORM says it there too
  await expect(databaseAt(fresh.url, 'spec', [Broken1795219200003]).open()).rejects.toThrow(/nowhere/);
});

it('answers rows to whatever is asked', async () => {
  const database = databaseAt(fresh.url);
  await database.open();

  expect(await database.query(`insert into note (text) values ('a'), ('b') returning text`)).toEqual([
    { text: 'a' },
    { text: 'b' },
  ]);
  expect(await database.query(`update note set text = 'c' where text = 'a' returning text`)).toEqual([{ text: 'c' }]);
  expect(await database.query(`update note set text = 'c' where text = 'gone'`)).toEqual([]);
  expect(await database.query('delete from note where text = any($1) returning text', [['c', 'x']])).toEqual([
    { text: 'c' },
  ]);
  expect(await database.query(`delete from note where text = 'gone'`)).toEqual([]);
  expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  expect(await database.query('select 1 as one where false')).toEqual([]);
});

it('takes back everything that a failed transaction did, and gives its connection back', async () => {
  const database = databaseAt(fresh.url);
  await database.open();
  const fail = (): Promise<void> =>
    database.transaction(async (tx) => {
      expect(await tx.query(`insert into note (text) values ('lost') returning text`)).toEqual([{ text: 'lost' }]);
      throw new Error('thought better of it');
    });

  for (let n = 0; n < 5; n++) await expect(fail()).rejects.toThrow('thought better of it');
  expect(await notes(database)).toEqual(['first']);
  expect(await database.transaction((tx) => tx.query('select 1 as one'))).toEqual([{ one: 1 }]);
});

it('wakes listeners after the commit, never for what was rolled back', async () => {
  const database = databaseAt(fresh.url);
  await database.open();
  const listener = new pg.Client({ connectionString: fresh.url });
  await listener.connect();
  try {
    await listener.query('listen kept; listen lost');
    const heard: { channel: string; notes: string[] }[] = [];
    listener.on('notification', ({ channel }) => {
      void notes(database).then((notes) => heard.push({ channel, notes }));
    });
    const lost = database.transaction((tx) => {
      tx.notify('lost');
      return Promise.reject(new Error('thought better of it'));
    });
    await expect(lost).rejects.toThrow('thought better of it');
    await database.transaction(async (tx) => {
      tx.notify('kept');
      await tx.query(`insert into note (text) values ('kept')`);
    });
    await eventually(() => expect(heard).toEqual([{ channel: 'kept', notes: ['first', 'kept'] }]));
  } finally {
    await listener.end();
  }
});

it('gives a statement up that takes too long: Postgres is unavailable for it, and is asked again with success', async () => {
  const database = databaseAt(fresh.url, 'spec', [], 1500);
  await database.open();
  const failure: unknown = await database.query('select pg_sleep(20)').catch((error: unknown) => error);

  expect(failure).toMatchObject({ message: expect.stringContaining('statement timeout') });
  expect(isPostgresUnavailable(failure)).toBe(true);
  expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
});

/** A TCP proxy to Postgres that the spec opens and shuts. */
class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;

  constructor(
    private readonly target: URL,
    readonly port: number,
  ) {}

  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String(this.port);
    return url.href;
  }

  async open(): Promise<void> {
    this.server = createServer((socket) => {
      const onward = connect(Number(this.target.port || 5432), this.target.hostname);
      for (const [one, other] of [
        [socket, onward],
        [onward, socket],
      ] as const) {
        this.sockets.add(one);
        one.on('error', () => other.destroy()).on('close', () => other.destroy());
        one.pipe(other);
      }
    }).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async shut(): Promise<void> {
    if (!this.server) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server = null;
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await closed;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

it('waits for Postgres, calls its absence by name, and works again once it is back', async () => {
  const proxy = new TcpProxy(new URL(fresh.url), await freePort());
  const database = databaseAt(proxy.url);
  const opening = database.open();
  try {
    const early: unknown = await database.query('select 1').catch((error: unknown) => error);
    expect(isPostgresUnavailable(early)).toBe(true);
    await proxy.open();
    await opening;
    expect(await notes(database)).toEqual(['first']);

    await proxy.shut();
    const away: unknown = await database.query('select 1').catch((error: unknown) => error);
    expect(isPostgresUnavailable(away)).toBe(true);

    await proxy.open();
    expect(await eventually(() => notes(database))).toEqual(['first']);
  } finally {
    await database.close();
    await proxy.shut();
  }
});
