import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror, type OutboxEvent } from '@ringdown/platform-messaging';
import { Database, Journal } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { IntegrationTokens } from './alerts/integration-tokens.js';
import { Intake } from './intake/intake.js';
import { JournalDrain } from './intake/journal-drain.js';
import { OutboxWriter } from './intake/outbox-writer.js';
import { journalBytes } from './metrics.js';

@Module({
  providers: [
    {
      provide: IntegrationTokens,
      useFactory: (mirror: ConfigMirror) => new IntegrationTokens(mirror),
      inject: [ConfigMirror],
    },
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
})
export class AppModule {}
