import type { OutboxEvent } from '@ringdown/platform-messaging';
import { isFaultOfData, type Journal } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import type { OutboxWriter } from './outbox-writer.js';

const retryMs = 500;
const timeoutMs = 5000;

/** Brings the journal into Postgres, in order, as soon as Postgres is there. */
export class JournalDrain {
  private started = false;
  private stopped = false;
  private running: Promise<void> | null = null;
  private endPause: () => void = () => undefined;

  constructor(
    private readonly journal: Pick<Journal<OutboxEvent>, 'isEmpty' | 'drain'>,
    private readonly writer: Pick<OutboxWriter, 'append' | 'keep' | 'reach'>,
    private readonly logger: Logger,
  ) {}

  /** True once Postgres was there and the outbox existed. */
  get isStarted(): boolean {
    return this.started;
  }

  /** From now on the outbox exists. */
  start(): void {
    this.started = true;
    this.wake();
  }

  /** There may be something to do. */
  wake(): void {
    if (!this.started || this.stopped || this.journal.isEmpty) return;
    this.running ??= this.run().finally(() => {
      this.running = null;
      this.wake();
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.endPause();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped && !this.journal.isEmpty) {
      try {
        // Draining holds the journal, so ask first whether anybody listens.
        await this.writer.reach(timeoutMs);
        await this.journal.drain((events) => this.write(events));
      } catch (error) {
        this.logger.debug({ err: error }, 'the journal cannot be drained yet');
        await this.pause();
      }
    }
    if (this.journal.isEmpty) this.logger.info('the journal is drained');
  }

  private async write(events: readonly OutboxEvent[]): Promise<void> {
    try {
      await this.writer.append(events, timeoutMs);
    } catch (error) {
      if (!isFaultOfData(error)) throw error;
      if (events.length > 1) {
        for (const event of events) await this.write([event]);
        return;
      }
      const [refused] = events;
      if (!refused) return;
      // its sender was answered that it is accepted: where this fails too, it stays in the journal
      await this.writer.keep(refused, String(error), timeoutMs);
      this.logger.error(
        { err: error, event: refused.id },
        'Postgres will never take an event; it is kept as a dead letter',
      );
    }
  }

  private pause(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, retryMs);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
