import { notificationEvents } from '@ringdown/contracts';
import {
  Database,
  deadLetterTable,
  dropDeadLetterTable,
  dropMessagingTables,
  messagingTables,
} from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { eventually, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { Broker } from '../broker.js';
import { Consumer } from '../consumer.js';
import { DeadLetters, replayOf } from '../dead-letters.js';
import { appendToOutbox, outboxEvent } from '../outbox.js';
import { OutboxReader } from '../outbox-reader.js';
import type { EventHandler, EventOf } from '../event-handler.js';
import { Relay } from '../relay.js';
import { PrivateNats } from './private-nats.js';

interface Runner {
  query(sql: string): Promise<unknown>;
}

class Tables1795219200000 {
  async up(runner: Runner): Promise<void> {
    await runner.query(
      `${messagingTables} create table taken (position bigint generated always as identity, id text);`,
    );
  }
  async down(runner: Runner): Promise<void> {
    await runner.query(`drop table taken; ${dropMessagingTables}`);
  }
}
class DeadLetter1796083200000 {
  async up(runner: Runner): Promise<void> {
    await runner.query(deadLetterTable);
  }
  async down(runner: Runner): Promise<void> {
    await runner.query(dropDeadLetterTable);
  }
}
/** Of a previous version of a service, and of this one. */
export const migrations = [Tables1795219200000, DeadLetter1796083200000] as never[];

type Event = EventOf<typeof notificationEvents.failed>;
export const logger = createLogger('messaging-spec', 'silent');
export const named = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}${n}`);

/** One service that publishes events and consumes its own, on a NATS of its own that may lose everything. */
export class MessagingWorld {
  /** Fails, or not, before an event takes effect. */
  refuse: (id: string) => void | Promise<void> = () => undefined;
  consumer: Consumer;
  reader: OutboxReader;
  readonly letters: DeadLetters;
  readonly relay: Relay;

  private constructor(
    readonly nats: PrivateNats,
    private readonly fresh: FreshDatabase,
    readonly database: Database,
    readonly broker: Broker,
  ) {
    this.relay = new Relay(database, broker, logger);
    this.reader = this.anotherReader();
    this.consumer = this.anotherConsumer();
    this.letters = new DeadLetters(database, logger);
    this.letters.serve('spec-take', replayOf(this.handler));
  }

  static async start(options: { readonly statementTimeoutMs?: number } = {}): Promise<MessagingWorld> {
    const nats = await PrivateNats.start();
    const fresh = await freshDatabase();
    const database = new Database({ url: fresh.url, schema: 'spec', migrations, logger, ...options });
    await database.open();
    return new MessagingWorld(nats, fresh, database, new Broker(nats.url, 'spec', logger));
  }

  run(): void {
    this.relay.start();
    this.reader.start();
    this.consumer.start();
  }

  async stop(): Promise<void> {
    await this.consumer.stop();
    await this.relay.stop();
    await this.broker.close();
    await this.database.close();
    await this.fresh.drop();
    await this.nats.stop();
    this.nats.wipe();
  }

  get url(): string {
    return this.fresh.url;
  }

  /** Notes every event in the order in which it takes effect. */
  readonly handler: EventHandler = {
    durable: 'spec-take',
    events: [notificationEvents.failed],
    handle: async (tx, arrived) => {
      const events = arrived as readonly Event[];
      for (const { data } of events) await this.refuse(data.deliveryId);
      await tx.query('insert into taken (id) select unnest($1::text[])', [events.map((e) => e.data.deliveryId)]);
    },
  };

  anotherConsumer(): Consumer {
    return new Consumer(this.handler, this.database, this.broker, logger);
  }

  anotherReader(): OutboxReader {
    return new OutboxReader('NOTIFICATION', this.database, this.broker, logger);
  }

  tell(ids: readonly string[]): Promise<void> {
    return this.database.transaction((tx) =>
      appendToOutbox(
        tx,
        'spec',
        ids.map((id) =>
          outboxEvent(
            notificationEvents.failed,
            { deliveryId: id, channelId: 'chan_1', eventId: 'f', at: '2026-01-05T09:00:00.000Z', lastError: 'x' },
            { id: `event-${id}`, correlationId: `about-${id}` },
          ),
        ),
      ),
    );
  }

  async taken(): Promise<string[]> {
    return (await this.database.query<{ id: string }>('select id from taken order by position')).map(({ id }) => id);
  }

  untilTaken(count: number): Promise<string[]> {
    return eventually(async () => {
      const ids = await this.taken();
      if (ids.length < count) throw new Error(`${ids.length} of ${count}`);
      return ids;
    });
  }

  async untilPublished(): Promise<void> {
    await eventually(async () => {
      const rows = await this.database.query('select 1 from outbox where published_at is null limit 1');
      return rows.length === 0;
    });
  }

  /** As if all of them had been published and had taken effect long ago. */
  async remember(prefix: string, count: number, days = 1): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query('set local statement_timeout = 0');
      await tx.query(
        `insert into outbox (id, subject, data, correlation_id, occurred_at, published_at)
         select $1 || n, $2, $3::json, 'about', now() - $5 * interval '1 day', now() - $5 * interval '1 day'
         from generate_series(1, $4) n`,
        [prefix, notificationEvents.failed.subject, `{"deliveryId":"${prefix}"}`, count, days],
      );
      await tx.query(
        `insert into inbox (consumer, event_id, handled_at)
         select 'spec-take', $1 || n, now() - $3 * interval '1 day' from generate_series(1, $2) n`,
        [prefix, count, days],
      );
    });
  }
}
