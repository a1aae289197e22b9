import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import type { OutboxEvent } from '@ringdown/platform-messaging';
import { Database, Journal } from '@ringdown/platform-persistence';
import { gauge, type Logger } from '@ringdown/platform-telemetry';
import { Intake } from './intake.js';
import { JournalDrain } from './journal-drain.js';
import { OutboxWriter } from './outbox-writer.js';

const journalBytes = gauge('ingest_journal_bytes', 'What waits in the local journal for Postgres');

@Module({
  providers: [
    {
      provide: OutboxWriter,
      useFactory: ({ options }: Database) => new OutboxWriter(options),
      inject: [Database],
    },
    {
      provide: Journal,
      useFactory: ({ dataDir }: Settings, logger: Logger) =>
        new Journal<OutboxEvent>({
          path: join(dataDir, 'alerts.jsonl'),
          logger,
          onSize: (bytes) => journalBytes.set(bytes),
        }),
      inject: [Settings, LOGGER],
    },
    {
      provide: JournalDrain,
      useFactory: (journal: Journal<OutboxEvent>, writer: OutboxWriter, logger: Logger) =>
        new JournalDrain(journal, writer, logger),
      inject: [Journal, OutboxWriter, LOGGER],
    },
    {
      provide: Intake,
      useFactory: (writer: OutboxWriter, journal: Journal<OutboxEvent>, drain: JournalDrain, logger: Logger) =>
        new Intake({ writer, journal, drain, logger }),
      inject: [OutboxWriter, Journal, JournalDrain, LOGGER],
    },
  ],
  exports: [Intake],
})
export class IntakeModule {}
