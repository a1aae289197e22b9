import type { Logger } from '@ringdown/platform-telemetry';
import { Loop } from '@ringdown/platform-timers';
import { isFaultOfData } from './postgres-failure.js';

export interface JournalDrainParts<T> {
  /** In log messages, such as `journal of calls`. */
  readonly name: string;
  readonly logger: Logger;
  readonly journal: {
    readonly isEmpty: boolean;
    /** Hands the oldest entries to `write` and forgets them when it resolves. */
    drain(write: (entries: readonly T[]) => Promise<void>): Promise<void>;
  };
  /** Rejects while it is no use to begin: draining holds up those who append. */
  readonly prepare: () => Promise<unknown>;
  readonly write: (entries: readonly T[]) => Promise<unknown>;
  /** Writes down as a dead letter what Postgres will never take. Where this fails too, the entry stays in the journal. */
  readonly keep: (entry: T, reason: string) => Promise<unknown>;
  /** What an entry is called in the log. */
  readonly idOf: (entry: T) => string;
  /** True for a failure that will come again for ever; a fault of the data by default. */
  readonly isHopeless?: (error: unknown) => boolean;
  /** Milliseconds after a failure; 500 by default. */
  readonly retryMs?: number;
}

/** Brings a journal into Postgres, in order, as soon as Postgres is there. */
export class JournalDrain<T> {
  private readonly loop: Loop;
  private started = false;

  constructor(private readonly parts: JournalDrainParts<T>) {
    const { name, logger, retryMs = 500 } = parts;
    const onFailure = (error: unknown): void => logger.debug({ err: error }, `the ${name} cannot be drained yet`);
    this.loop = new Loop(() => this.drain(), { retryMs, onFailure });
  }

  /** True once Postgres was there and the tables existed. */
  get isStarted(): boolean {
    return this.started;
  }

  /** From now on the tables exist. */
  start(): void {
    this.started = true;
    this.loop.start();
  }

  /** There may be something to drain. */
  wake(): void {
    this.loop.wake();
  }

  /** Finishes what is being written. */
  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async drain(): Promise<number> {
    const { journal, prepare, name, logger } = this.parts;
    if (journal.isEmpty) return Infinity;
    await prepare();
    do await journal.drain((entries) => this.write(entries));
    while (!journal.isEmpty && !this.loop.isStopped);
    if (journal.isEmpty) logger.info(`the ${name} is drained`);
    return Infinity;
  }

  private async write(entries: readonly T[]): Promise<void> {
    const { write, keep, idOf, isHopeless = isFaultOfData, logger } = this.parts;
    try {
      await write(entries);
    } catch (error) {
      if (!isHopeless(error)) throw error;
      if (entries.length > 1) {
        for (const entry of entries) await this.write([entry]);
        return;
      }
      const [refused] = entries;
      if (refused === undefined) return;
      await keep(refused, String(error));
      logger.error(
        { err: error, entry: idOf(refused) },
        'Postgres will never take an entry of the journal; it is kept as a dead letter',
      );
    }
  }
}
