import { notificationEvents } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { Database, dropMessagingTables, messagingTables } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { eventually, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { Broker } from './broker.js';
import { Consumer } from './consumer.js';
import { appendToOutbox, fact } from './outbox.js';
import { type FactOf, reaction } from './reaction.js';
import { Relay } from './relay.js';
import { PrivateNats } from './testing/private-nats.js';

class Tables1795219200000 {
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query(
      `${messagingTables} create table taken (position bigint generated always as identity, id text);`,
    );
  }
  async down(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query(`drop table taken; ${dropMessagingTables}`);
  }
}

type Fact = FactOf<typeof notificationEvents.failed>;
const logger = createLogger('messaging-spec', 'silent');

let nats: PrivateNats;
let fresh: FreshDatabase;
let database: Database;
let broker: Broker;
let relay: Relay;
let consumer: Consumer;
let refuse: (id: string) => void = () => undefined;

beforeEach(async () => {
  nats = await PrivateNats.start();
  fresh = await freshDatabase();
  database = new Database({ url: fresh.url, schema: 'spec', migrations: [Tables1795219200000 as never], logger });
  await database.open();
  broker = new Broker(nats.url, 'spec', logger);
  relay = new Relay(database, broker, logger);
  refuse = () => undefined;
  consumer = takes();
});
afterEach(async () => {
  await consumer.stop();
  await relay.stop();
  await broker.close();
  await database.close();
  await fresh.drop();
  await nats.stop();
  nats.wipe();
});

/** Notes every fact in the order in which it takes effect. */
const takes = (): Consumer =>
  new Consumer(
    reaction({
      durable: 'spec-take',
      events: [notificationEvents.failed],
      handle: async (tx, facts: readonly Fact[]) => {
        for (const { data } of facts) refuse(data.deliveryId);
        await tx.query('insert into taken (id) select unnest($1::text[])', [facts.map((f) => f.data.deliveryId)]);
      },
    }),
    database,
    broker,
    logger,
  );

const tell = (ids: readonly string[]): Promise<void> =>
  database.transaction((tx) =>
    appendToOutbox(
      tx,
      'spec',
      ids.map((id) =>
        fact(
          notificationEvents.failed,
          { deliveryId: id, channelId: 'chan_1', factId: 'f', at: '2026-01-05T09:00:00.000Z', lastError: 'x' },
          { id: `fact-${id}`, correlationId: `about-${id}` },
        ),
      ),
    ),
  );
const taken = async (): Promise<string[]> =>
  (await database.query<{ id: string }>('select id from taken order by position')).map((row) => row.id);
const untilTaken = (count: number): Promise<string[]> =>
  eventually(async () => {
    const ids = await taken();
    if (ids.length < count) throw new Error(`${ids.length} of ${count}`);
    return ids;
  });
const named = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

it('carries every fact once, in the order of the outbox', async () => {
  relay.start();
  consumer.start();
  const ids = named('a', 700);
  for (let n = 0; n < ids.length; n += 70) await tell(ids.slice(n, n + 70));
  await tell(ids.slice(0, 50)); // told again by whoever told them: the same facts

  expect(await untilTaken(700)).toEqual(ids);
});

it('lets facts wait while NATS is away, and carries them when it is back', async () => {
  relay.start();
  consumer.start();
  await tell(['before']);
  await untilTaken(1);
  await nats.stop();
  await tell(['meanwhile']);
  await nats.start();

  expect(await untilTaken(2)).toEqual(['before', 'meanwhile']);
});

it('gives a broker that came back empty its facts again, and none of them takes effect twice', async () => {
  relay.start();
  consumer.start();
  await tell(named('a', 20));
  await untilTaken(20);
  await consumer.stop();
  await tell(['published, not taken']);
  await eventually(async () => {
    const rows = await database.query('select 1 from outbox where published_at is null');
    return rows.length === 0;
  });
  await nats.stop();
  nats.wipe();
  await nats.start();
  consumer = takes();
  consumer.start();

  expect(await untilTaken(21)).toEqual([...named('a', 20), 'published, not taken']);
});

it('parks a fact that fails for good with its reason, and goes on with those after it', async () => {
  refuse = (id) => {
    if (id === 'a2') throw new DomainError('invalid', 'nobody understands a2');
  };
  relay.start();
  await tell(named('a', 5));
  consumer.start();

  expect(await untilTaken(4)).toEqual(['a0', 'a1', 'a3', 'a4']);
  const parked = await database.query<{ event_id: string; reason: string }>('select event_id, reason from parked');
  expect(parked).toEqual([{ event_id: 'fact-a2', reason: expect.stringContaining('nobody understands a2') }]);
});

it('keeps what could not take effect before a stop for the next one', async () => {
  let tried = 0;
  refuse = () => {
    tried++;
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  };
  relay.start();
  consumer.start();
  await tell(['a0', 'a1']);
  await eventually(() => tried > 0);
  await consumer.stop();
  expect(await taken()).toEqual([]);

  refuse = () => undefined;
  consumer = takes();
  consumer.start();
  expect(await untilTaken(2)).toEqual(['a0', 'a1']);
});

it('is relayed by one instance, and by the next when that one loses its Postgres session', async () => {
  const other = new Relay(database, broker, logger);
  relay.start();
  consumer.start();
  await tell(['a0']);
  await untilTaken(1);
  other.start();
  await database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ringdown-relay' and datname = current_database()`,
  );
  await tell(['a1']);

  expect(await untilTaken(2)).toEqual(['a0', 'a1']);
  await other.stop();
});
