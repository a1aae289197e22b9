import type { Journal, JournalDrain } from '@ringdown/platform-persistence';
import { counter, durations, type Logger, registry } from '@ringdown/platform-telemetry';
import { Histogram } from 'prom-client';
import { type OutboxWriter, postgresTimeoutMs } from './outbox-writer.js';
import { type IntakeEntry, isReceived } from './received-event.js';

const accepted = counter('ingest_accepted_total', 'Events that were made durable', ['where']);
const untilDurable = durations('ingest_durable', 'From the arrival of an event until it is durable');
const batchEvents = new Histogram({
  name: 'ringdown_ingest_batch_events',
  help: 'Events that were written at once',
  buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
  registers: [registry],
});

const windowMs = 2;
const maxPushes = 256;

interface Waiting {
  readonly entries: readonly IntakeEntry[];
  readonly since: number;
  readonly durable: () => void;
  readonly failed: (error: unknown) => void;
}

interface IntakeParts {
  readonly writer: Pick<OutboxWriter, 'append' | 'close'>;
  readonly journal: Pick<Journal<IntakeEntry>, 'open' | 'isEmpty' | 'append' | 'appendBehindOthers' | 'close'>;
  readonly drain: Pick<JournalDrain<IntakeEntry>, 'wake' | 'isStarted'>;
  readonly logger: Logger;
}

/**
 * Makes events durable in the order in which they were accepted: in Postgres, many by one statement; in the local journal until
 * Postgres was reached, while it is unavailable or slow, and until the journal is drained. One batch is written at a time, which
 * keeps the order; what arrives meanwhile is the next batch.
 */
export class Intake {
  private queue: Waiting[] = [];
  private window: NodeJS.Timeout | null = null;
  private writing: Promise<void> | null = null;

  constructor(private readonly parts: IntakeParts) {}

  /** What an earlier run left is drained from then on, also where a full disk lets the journal be opened only later. */
  open(): Promise<void> {
    const { journal, drain } = this.parts;
    return journal.open(() => Promise.resolve(drain.wake()));
  }

  /** Resolves once all of one request is durable; rejects when neither Postgres nor the journal took it. */
  accept(entries: readonly IntakeEntry[]): Promise<void> {
    return new Promise((durable, failed) => {
      this.queue.push({ entries, since: performance.now(), durable, failed });
      if (this.queue.length >= maxPushes) this.write();
      else if (!this.writing) this.window ??= setTimeout(() => this.write(), windowMs);
    });
  }

  /** Finishes what was accepted, then closes. */
  async close(): Promise<void> {
    this.write();
    while (this.writing) await this.writing;
    await this.parts.journal.close();
    await this.parts.writer.close();
  }

  private write(): void {
    if (this.window) clearTimeout(this.window);
    this.window = null;
    this.writing ??= this.writeAll().finally(() => {
      this.writing = null;
      // Accepted while those of the last batch were answered.
      if (this.queue.length > 0) this.write();
    });
  }

  private async writeAll(): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.queue.splice(0, maxPushes);
      try {
        const where = await this.makeDurable(batch.flatMap((waiting) => waiting.entries));
        this.report(batch, where);
        for (const { durable } of batch) durable();
      } catch (error) {
        this.parts.logger.error({ err: error, pushes: batch.length }, 'events could not be made durable');
        for (const { failed } of batch) failed(error);
      }
    }
  }

  private async makeDurable(entries: readonly IntakeEntry[]): Promise<'postgres' | 'journal'> {
    const { writer, journal, drain, logger } = this.parts;
    if (!journal.isEmpty && (await journal.appendBehindOthers(entries))) return 'journal';
    // after a start no event waits to find out whether Postgres is there
    if (drain.isStarted) {
      try {
        await writer.append(entries, postgresTimeoutMs);
        return 'postgres';
      } catch (error) {
        logger.warn({ err: error }, 'Postgres did not take the events; they go to the journal until it does');
      }
    }
    await journal.append(entries);
    drain.wake();
    return 'journal';
  }

  private report(batch: readonly Waiting[], where: 'postgres' | 'journal'): void {
    const now = performance.now();
    const events = batch.reduce((sum, { entries }) => sum + entries.filter((entry) => !isReceived(entry)).length, 0);
    accepted.inc({ where }, events);
    batchEvents.observe(events);
    for (const { since } of batch) untilDurable.observe((now - since) / 1000);
  }
}
