import { type Database, isPostgresUnavailable } from '@ringdown/platform-persistence';
import { counter, durations, gauge, type Logger } from '@ringdown/platform-telemetry';
import type { JetStreamClient } from '@nats-io/jetstream';
import type { Broker } from './broker.js';
import { forgetOld } from './forget-old.js';
import { toHeaders } from './headers.js';
import { Lag } from './lag.js';
import { outboxChannel } from './outbox.js';
import { LeaderLock } from './leader-lock.js';

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
  private stopped = false;
  private running: Promise<void> | null = null;
  private wake: () => void = () => undefined;
  /** False after a reconnect: what came back may be an empty NATS. */
  private streamsAreThere = false;
  private readonly oldest: Lag;

  constructor(
    private readonly database: Database,
    private readonly broker: Broker,
    private readonly logger: Logger,
  ) {
    const { url, schema } = database.options;
    this.leaderLock = new LeaderLock({ url, schema, name: 'relay', logger }, () => this.wake());
    this.oldest = new Lag('outboxes', schema);
    broker.whenReconnected(() => {
      this.streamsAreThere = false;
      this.wake();
    });
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
    await this.leaderLock.release();
  }

  private async run(): Promise<void> {
    for (let nextCleaning = 0; !this.stopped;) {
      try {
        if (!(await this.leaderLock.acquire(outboxChannel(this.database.schema)))) {
          this.oldest.waitsSince(null);
          await this.pause(pollMs);
          continue;
        }
        const woken = this.nextWake(pollMs);
        if (!this.streamsAreThere) await this.broker.ensureStreams();
        this.streamsAreThere = true;
        const count = await this.drain();
        if (Date.now() >= nextCleaning && !(await forgetOld(this.database))) nextCleaning = Date.now() + hourMs;
        if (count < batchSize && Date.now() < nextCleaning) await woken;
      } catch (error) {
        if (!isPostgresUnavailable(error)) this.streamsAreThere = false;
        else this.oldest.isUnknown();
        this.logger.warn({ err: error }, 'the outbox could not be relayed; trying again');
        await this.pause(pollMs / 2);
      }
    }
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

  private nextWake(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private pause(ms: number): Promise<void> {
    return this.stopped ? Promise.resolve() : this.nextWake(ms);
  }
}
