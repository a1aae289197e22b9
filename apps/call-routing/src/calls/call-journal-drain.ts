import { isFaultOfData, isPostgresUnavailable, type BoundedPool } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import { CallJournal, type JournalledStep } from './call-journal.js';
import type { StepWriter } from './step-writer.js';

/** Brings the journal into Postgres, in order, as soon as Postgres is there. */
export class CallJournalDrain {
  constructor(
    private readonly journal: Pick<CallJournal, 'isEmpty' | 'drain' | 'secure'>,
    private readonly writer: Pick<StepWriter, 'write' | 'keep'>,
    private readonly postgres: Pick<BoundedPool, 'isUnavailable'>,
    private readonly logger: Logger,
  ) {}

  /** Writes what there is; what Postgres does not take now stays for the next time. */
  @Sweep({ name: 'call journal', everyMs: 100 })
  async drain(): Promise<void> {
    if (this.journal.isEmpty) return;
    await this.journal
      .secure()
      .catch((error: unknown) => this.logger.debug({ err: error }, 'the disk takes no steps of calls yet'));
    if (this.postgres.isUnavailable) return;
    try {
      while (!this.journal.isEmpty) await this.journal.drain((step) => this.write(step));
      this.logger.info('the journal of calls is drained');
    } catch (error) {
      this.logger.debug({ err: error }, 'the journal of calls cannot be drained yet');
    }
  }

  private async write(step: JournalledStep): Promise<void> {
    try {
      await this.writer.write(step);
    } catch (error) {
      if (mayWorkLater(error)) throw error;
      await this.writer.keep(step, String(error));
      this.logger.error(
        { err: error, callId: step.stored.call.id },
        'Postgres will never take a step; it is kept as a dead letter',
      );
    }
  }
}

/** All but what will fail again for ever: what Postgres will never take, or no failure of Postgres at all. */
const mayWorkLater = (error: unknown): boolean =>
  isPostgresUnavailable(error) || ((error as { code?: unknown }).code !== undefined && !isFaultOfData(error));
