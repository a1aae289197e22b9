import { join } from 'node:path';
import { Module, type OnApplicationBootstrap, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { LOGGER, Readiness } from '@ringdown/platform-http';
import { DeadLetters } from '@ringdown/platform-messaging';
import { Database, Journal, JournalDrain } from '@ringdown/platform-persistence';
import { gauge, type Logger } from '@ringdown/platform-telemetry';
import { Intake } from './intake.js';
import { drainIntoOutbox, journalConsumer, OutboxWriter, replayJournal } from './outbox-writer.js';
import type { IntakeEntry } from './received-event.js';
import { ReceivedEventRepository } from './received-event.repository.js';

const journalBytes = gauge('ingest_journal_bytes', 'What waits in the local journal for Postgres');

@Module({
  providers: [
    ReceivedEventRepository,
    {
      provide: OutboxWriter,
      useFactory: (
        { options: { url }, schema }: Database,
        deadLetters: DeadLetters,
        readiness: Readiness,
        logger: Logger,
      ) => {
        deadLetters.serve(journalConsumer, replayJournal(schema));
        const writer = new OutboxWriter({ url, schema, logger });
        readiness.add('outbox', () => writer.problem);
        return writer;
      },
      inject: [Database, DeadLetters, Readiness, LOGGER],
    },
    {
      provide: Journal,
      useFactory: ({ dataDir }: Settings, readiness: Readiness, logger: Logger) => {
        const journal = new Journal<IntakeEntry>({
          path: join(dataDir, 'alerts.jsonl'),
          logger,
          onSize: (bytes) => journalBytes.set(bytes),
        });
        readiness.add('journal', () => journal.problem);
        return journal;
      },
      inject: [Settings, Readiness, LOGGER],
    },
    {
      provide: JournalDrain,
      useFactory: (journal: Journal<IntakeEntry>, writer: OutboxWriter, logger: Logger) =>
        drainIntoOutbox(journal, writer, logger),
      inject: [Journal, OutboxWriter, LOGGER],
    },
    {
      provide: Intake,
      useFactory: (
        writer: OutboxWriter,
        journal: Journal<IntakeEntry>,
        drain: JournalDrain<IntakeEntry>,
        logger: Logger,
      ) => new Intake({ writer, journal, drain, logger }),
      inject: [OutboxWriter, Journal, JournalDrain, LOGGER],
    },
  ],
  exports: [Intake, ReceivedEventRepository],
})
export class IntakeModule implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly intake: Intake,
    private readonly drain: JournalDrain<IntakeEntry>,
    private readonly database: Database,
  ) {}

  /** Before the first request: events are accepted with Postgres unavailable too. */
  onModuleInit(): Promise<void> {
    return this.intake.open();
  }

  onApplicationBootstrap(): void {
    this.database.whenOpen(() => this.drain.start());
  }

  /** After the last request. */
  async onApplicationShutdown(): Promise<void> {
    await this.drain.stop();
    await this.intake.close();
  }
}
