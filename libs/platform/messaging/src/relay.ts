import { acquireAgainMs, type Database, isPostgresUnavailable, LeaderLock } from '@ringdown/platform-persistence';
import { counter, durations, gauge, type Logger } from '@ringdown/platform-telemetry';
import { Loop } from '@ringdown/platform-timers';
import type { JetStreamClient } from '@nats-io/jetstream';
import { toHeaders } from './arrived-event.js';
import type { Broker } from './broker.js';
import { Lag } from './lag.js';
import { outboxChannel } from './outbox.js';

interface OutboxRow {
  readonly sequence: string;
  readonly id: string;
  readonly subject: string;
  readonly data: unknown;
  readonly correlation_id: string;
  readonly occurred_at: Date;
}

const batchSize = 256;
const pollMs = 1000;
const hourMs = 3_600_000;

const published = counter('outbox_published_total', 'Events published from the outbox');
const backlog = gauge('outbox_backlog', 'Events in the last batch that waited to be published');
const lag = durations('outbox_lag', 'Seconds from the event to its publication');

/** Publishes the outbox in its order. Woken by NOTIFY, with a poll as backstop; one instance at a time. */
export class Relay {
  private readonly leaderLock: LeaderLock;
  private readonly loop = new Loop(() => this.relay(), {
    retryMs: pollMs / 2,
    onFailure: (error) => this.failed(error),
  });
  private nextCleaning = 0;
  /** False after a reconnect: what came back may be an empty NATS. */
  private streamsAreThere = false;
  private readonly oldest: Lag;

  constructor(
    private readonly database: Database,
    private readonly broker: Broker,
    private readonly logger: Logger,
  ) {
    const { url, schema } = database.options;
    this.leaderLock = new LeaderLock({ url, schema, name: 'relay', logger }, () => this.loop.wake());
    this.oldest = new Lag('outboxes', schema);
    broker.whenReconnected(() => {
      this.streamsAreThere = false;
      this.loop.wake();
    });
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await this.leaderLock.release();
  }

  private async relay(): Promise<number> {
    if (!(await this.leaderLock.acquire(outboxChannel(this.database.schema)))) {
      this.oldest.waitsSince(null);
      return acquireAgainMs;
    }
    if (!this.streamsAreThere) await this.broker.ensureStreams();
    this.streamsAreThere = true;
    const count = await this.drain();
    if (Date.now() >= this.nextCleaning && !(await forgetOld(this.database))) this.nextCleaning = Date.now() + hourMs;
    return count < batchSize && Date.now() < this.nextCleaning ? pollMs : 0;
  }

  private failed(error: unknown): void {
    if (!isPostgresUnavailable(error)) this.streamsAreThere = false;
    else this.oldest.isUnknown();
    this.logger.warn({ err: error }, 'the outbox could not be relayed; trying again');
  }

  /** Returns how many events it published. An event that fails is published first next time, those after it again (deduplicated by id). */
  private async drain(): Promise<number> {
    const rows = await this.database.query<OutboxRow>(
      'select sequence, id, subject, data, correlation_id, occurred_at from outbox where published_at is null order by sequence limit $1',
      [batchSize],
    );
    backlog.set(rows.length);
    this.oldest.waitsSince(rows[0]?.occurred_at ?? null);
    if (rows.length === 0) return 0;
    const js = await this.broker.jetstream();
    const acks = await this.broker.answerOf(Promise.allSettled(rows.map((row) => this.publish(js, row))));
    const failed = acks.findIndex((ack) => ack.status === 'rejected');
    const done = failed < 0 ? rows.length : failed;
    await this.database.query('update outbox set published_at = now() where sequence = any($1::bigint[])', [
      rows.slice(0, done).map((row) => row.sequence),
    ]);
    published.inc(done);
    this.oldest.waitsSince(rows[done]?.occurred_at ?? null);
    const failure = acks[failed];
    if (failure?.status === 'rejected') throw failure.reason;
    return done;
  }

  private async publish(js: JetStreamClient, row: OutboxRow): Promise<void> {
    const envelope = {
      id: row.id,
      occurredAt: row.occurred_at.toISOString(),
      sequence: Number(row.sequence),
      correlationId: row.correlation_id,
    };
    await js.publish(row.subject, JSON.stringify(row.data), {
      msgID: row.id,
      headers: toHeaders(envelope, row.subject, this.database.schema),
    });
    lag.observe((Date.now() - row.occurred_at.getTime()) / 1000);
  }
}

const keepDays = 3;
const slice = 2000;

/**
 * Forgets what is old, a slice at a time, so that no statement takes long and the relay publishes in between. What a consumer has
 * taken is remembered for ten times as long as what it can be sent again. True where there may be more to forget.
 */
export async function forgetOld(database: Database): Promise<boolean> {
  const events = await database.query(
    `delete from outbox where sequence = any (array(
       select sequence from (select sequence, published_at from outbox order by sequence limit ${slice}) oldest
       where published_at < now() - interval '${keepDays} days'
     )) returning 1`,
  );
  const taken = await database.query(
    `delete from inbox where ctid = any (array(
       select ctid from inbox where handled_at < now() - interval '${keepDays * 10} days' order by handled_at limit ${slice}
     )) returning 1`,
  );
  return events.length === slice || taken.length === slice;
}
