import { join } from 'node:path';
import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { RefusedSettings, Settings } from '@ringdown/platform-config';
import { LOGGER, Readiness } from '@ringdown/platform-http';
import { DeadLetters } from '@ringdown/platform-messaging';
import { BoundedPool, Database, Journal } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { Timers } from '@ringdown/platform-timers/bullmq';
import { ProviderRegistry, providerRegistry } from '@ringdown/telephony';
import { BusyResponders } from './busy-responders.js';
import { CallDeadlines, CallTimers } from './call-deadlines.js';
import { CallDefectRepository } from './call-defects.js';
import { CallDocuments } from './call-documents.js';
import { CallEffects, callTimers } from './call-effects.js';
import { CallEngine } from './call-engine.js';
import { CallJournal, type JournalledStep } from './call-journal.js';
import { CallJournalDrain } from './call-journal-drain.js';
import { CallRepository, SqlCallRepository } from './call.repository.js';
import { FailoverCallRepository } from './failover-call.repository.js';
import { LineProviders } from './line-providers.js';
import { LiveCalls } from './live-calls.js';
import { ProviderCallStatusCheck } from './provider-call-status.js';
import { msUntilDeadline } from './request-deadline.js';
import { StartupCheck } from './startup-check.js';
import { callJournalConsumer, StepWriter } from './step-writer.js';

/** The live call: its steps, what is due, and where calls are kept: memory, Postgres, and the local journal while Postgres is unavailable. */
@Module({
  providers: [
    LiveCalls,
    LineProviders,
    CallDocuments,
    CallDefectRepository,
    CallEffects,
    ProviderCallStatusCheck,
    BusyResponders,
    CallDeadlines,
    CallTimers,
    StartupCheck,
    { provide: ProviderRegistry, inject: [Settings], useFactory: (settings: Settings) => providerRegistry(settings) },
    {
      provide: BoundedPool,
      inject: [Database, LOGGER],
      useFactory: ({ options: { url, schema } }: Database, logger: Logger) =>
        new BoundedPool({ url, schema, logger, timeoutMs: msUntilDeadline, probe: 'select from call limit 0' }),
    },
    {
      provide: CallJournal,
      inject: [Settings, LiveCalls, Readiness, LOGGER],
      useFactory: ({ dataDir }: Settings, live: LiveCalls, readiness: Readiness, logger: Logger) => {
        const path = join(dataDir, 'calls.jsonl');
        const journal = new CallJournal(new Journal<JournalledStep>({ path, logger }), live);
        readiness.add('journal', () => journal.problem);
        return journal;
      },
    },
    {
      provide: CallRepository,
      inject: [BoundedPool, CallJournal, LiveCalls, LOGGER],
      useFactory: (sql: BoundedPool, journal: CallJournal, live: LiveCalls, logger: Logger) =>
        new FailoverCallRepository({ postgres: new SqlCallRepository(sql), journal, live, logger }),
    },
    {
      provide: CallEngine,
      inject: [CallRepository, LiveCalls, CallEffects, Settings, Clock, LOGGER],
      useFactory: (
        ...[calls, live, effects, { publicUrl }, clock, logger]: [
          CallRepository,
          LiveCalls,
          CallEffects,
          Settings,
          Clock,
          Logger,
        ]
      ) => new CallEngine({ calls, live, effects, publicUrl, clock, logger }),
    },
    {
      provide: StepWriter,
      inject: [BoundedPool, Settings, DeadLetters, LOGGER],
      useFactory: (sql: BoundedPool, { publicUrl }: Settings, deadLetters: DeadLetters, logger: Logger) => {
        const writer = new StepWriter(sql, publicUrl, logger);
        deadLetters.serve(callJournalConsumer, writer.replay);
        return writer;
      },
    },
    {
      provide: CallJournalDrain,
      inject: [BoundedPool, CallJournal, StepWriter, LOGGER],
      useFactory: (sql: BoundedPool, journal: CallJournal, writer: StepWriter, logger: Logger) =>
        new CallJournalDrain(journal, writer, sql, logger),
    },
    {
      provide: Timers,
      inject: [Settings, LOGGER, RefusedSettings],
      useFactory: ({ redisUrl }: Settings, logger: Logger, refused: RefusedSettings) =>
        new Timers(callTimers, {
          redisUrl,
          service: 'call-routing',
          logger,
          onRefused: (...refusal) => refused.report('REDIS_URL', ...refusal),
        }),
    },
  ],
  exports: [
    LiveCalls,
    LineProviders,
    ProviderRegistry,
    BoundedPool,
    CallDocuments,
    CallDefectRepository,
    CallEngine,
    BusyResponders,
  ],
})
export class CallsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly journal: CallJournal,
    private readonly pool: BoundedPool,
    private readonly database: Database,
    private readonly drain: CallJournalDrain,
  ) {}

  onApplicationBootstrap(): void {
    this.database.whenOpen(() => this.drain.start());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.drain.stop();
    await this.journal.close();
    await this.pool.close();
  }
}
