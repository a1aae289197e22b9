import {
  type BoundedPool,
  isFaultOfData,
  isPostgresUnavailable,
  JournalDrain,
  PostgresUnavailable,
} from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import type { CallJournal, JournalledStep } from './call-journal.js';
import type { StepWriter } from './step-writer.js';

/** Brings the steps of calls into Postgres, in order, as soon as Postgres is there; until then the disk takes what it can. */
export class CallJournalDrain extends JournalDrain<JournalledStep> {
  constructor(
    journal: Pick<CallJournal, 'isEmpty' | 'drain' | 'secure' | 'whenAppended'>,
    writer: Pick<StepWriter, 'write' | 'keep'>,
    postgres: Pick<BoundedPool, 'isUnavailable' | 'whenBack'>,
    logger: Logger,
  ) {
    super({
      name: 'journal of calls',
      logger,
      journal: {
        get isEmpty() {
          return journal.isEmpty;
        },
        drain: (write) => journal.drain((step) => write([step])),
      },
      prepare: async () => {
        await journal
          .secure()
          .catch((error: unknown) => logger.debug({ err: error }, 'the disk takes no steps of calls yet'));
        if (postgres.isUnavailable) throw new PostgresUnavailable('Postgres is unavailable');
      },
      write: async (steps) => {
        for (const step of steps) await writer.write(step);
      },
      keep: (step, reason) => writer.keep(step, reason),
      idOf: ({ stored }) => stored.call.id,
      isHopeless: (error) => !mayWorkLater(error),
    });
    journal.whenAppended(() => this.wake());
    postgres.whenBack(() => this.wake());
  }
}

/** All but what will fail again for ever: what Postgres will never take, or no failure of Postgres at all. */
const mayWorkLater = (error: unknown): boolean =>
  isPostgresUnavailable(error) || ((error as { code?: unknown }).code !== undefined && !isFaultOfData(error));
