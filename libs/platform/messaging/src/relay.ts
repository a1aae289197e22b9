import { type Database, isPostgresUnavailable } from '@ringdown/platform-persistence';
import { counter, durations, gauge, type Logger } from '@ringdown/platform-telemetry';
import { streamOf, streams } from '@ringdown/contracts';
import type { JetStreamClient } from '@nats-io/jetstream';
import type { Broker } from './broker.js';
import { toHeaders } from './headers.js';
import { outboxChannel } from './outbox.js';
import { Seat } from './seat.js';

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
const keepDays = 3;

const published = counter('outbox_published_total', 'Facts published from the outbox');
const backlog = gauge('outbox_backlog', 'Facts in the last batch that waited to be published');
const lag = durations('outbox_lag', 'Seconds from the fact to its publication');

/** Publishes the outbox in its order. Woken by NOTIFY, with a poll as backstop; one instance at a time. */
export class Relay {
  private readonly seat: Seat;
  private stopped = false;
  private running: Promise<void> | null = null;
  private wake: () => void = () => undefined;
  private suspectsWipe = true;

  constructor(
    private readonly database: Database,
    private readonly broker: Broker,
    private readonly logger: Logger,
  ) {
    const { url, schema } = database.options;
    this.seat = new Seat({ url, schema, name: 'relay', logger }, () => this.wake());
    broker.whenReconnected(() => {
      this.suspectsWipe = true;
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
    await this.seat.leave();
  }

  private async run(): Promise<void> {
    let lastCleaning = 0;
    while (!this.stopped) {
      try {
        if (!(await this.seat.take(outboxChannel(this.database.schema)))) {
          await this.pause(pollMs);
          continue;
        }
        const woken = this.nextWake(pollMs);
        if (this.suspectsWipe) await this.healWipedStreams();
        const count = await this.drain();
        if (Date.now() - lastCleaning > 3_600_000) {
          lastCleaning = Date.now();
          await this.forgetOld();
        }
        if (count < batchSize) await woken;
      } catch (error) {
        if (!isPostgresUnavailable(error)) this.suspectsWipe = true;
        this.logger.warn({ err: error }, 'the outbox could not be relayed; trying again');
        await this.pause(pollMs / 2);
      }
    }
  }

  /** Returns how many facts it published. A fact that fails is published first next time, those after it again (deduplicated by id). */
  private async drain(): Promise<number> {
    const rows = await this.database.query<OutboxRow>(
      'select sequence, id, subject, data, correlation_id, occurred_at from outbox where published_at is null order by sequence limit $1',
      [batchSize],
    );
    backlog.set(rows.length);
    if (rows.length === 0) return 0;
    const js = await this.broker.jetstream();
    const acks = await Promise.allSettled(rows.map((row) => this.publish(js, row)));
    const failed = acks.findIndex((ack) => ack.status === 'rejected');
    const done = failed < 0 ? rows.length : failed;
    await this.database.query(
      `update outbox set published_at = now(), stream_sequence = d.stream_sequence
       from unnest($1::bigint[], $2::bigint[]) as d(sequence, stream_sequence) where outbox.sequence = d.sequence`,
      [
        rows.slice(0, done).map((row) => row.sequence),
        acks.slice(0, done).map((ack) => (ack.status === 'fulfilled' ? ack.value : 0)),
      ],
    );
    published.inc(done);
    const failure = acks[failed];
    if (failure?.status === 'rejected') throw failure.reason;
    return done;
  }

  private async publish(js: JetStreamClient, row: OutboxRow): Promise<number> {
    const envelope = {
      id: row.id,
      occurredAt: row.occurred_at.toISOString(),
      sequence: Number(row.sequence),
      correlationId: row.correlation_id,
    };
    const ack = await js.publish(row.subject, JSON.stringify(row.data), {
      msgID: row.id,
      headers: toHeaders(envelope, row.subject, this.database.schema),
    });
    lag.observe((Date.now() - row.occurred_at.getTime()) / 1000);
    return ack.seq;
  }

  /**
   * A broker that came back empty, or older than what we gave it, has lost facts: those of the last days are published
   * again. Consumers know the ones they have seen by their inbox.
   */
  private async healWipedStreams(): Promise<void> {
    await this.broker.ensureStreams();
    const manager = await this.broker.manager();
    const given = await this.database.query<{ subject: string; last: string }>(
      'select subject, max(stream_sequence) as last from outbox where published_at is not null group by subject',
    );
    for (const { name, subjects } of streams) {
      const last = Math.max(0, ...given.filter((g) => streamOf(g.subject) === name).map((g) => Number(g.last)));
      if (last === 0) continue;
      const { state } = await manager.streams.info(name);
      if (state.last_seq >= last) continue;
      const rows = await this.database.query(
        'update outbox set published_at = null where published_at is not null and subject like $1 returning sequence',
        [subjects[0].replace('>', '%')],
      );
      this.logger.warn({ stream: name, facts: rows.length }, 'the broker had lost facts; publishing them again');
    }
    this.suspectsWipe = false;
  }

  private async forgetOld(): Promise<void> {
    await this.database.query(`delete from outbox where published_at < now() - interval '${keepDays} days'`);
    await this.database.query(`delete from inbox where handled_at < now() - interval '${keepDays * 10} days'`);
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
