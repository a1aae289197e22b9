import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import { Database, Journal, BoundedPool } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { CallStore } from './call.store.js';
import { CallJournal } from './journal/call-journal.js';
import { CallJournalDrain } from './journal/call-journal-drain.js';
import type { JournalledStep } from './journal/journalled-step.js';
import { StepWriter } from './journal/step-writer.js';
import { LineTraffic } from './line-traffic.js';
import { LiveCalls } from './live-calls.js';
import { msUntilDeadline } from './request-deadline.js';
import { SqlCallStore } from './persistence/sql-call.store.js';
import { SqlLineTraffic } from './persistence/sql-line-traffic.js';
import { SteadyCallStore } from './persistence/steady-call.store.js';

/** Where calls are kept: memory, Postgres, and the local journal for as long as Postgres is unavailable. */
@Module({
  providers: [
    LiveCalls,
    {
      provide: BoundedPool,
      inject: [Database, LOGGER],
      useFactory: ({ options: { url, schema } }: Database, logger: Logger) =>
        new BoundedPool({ url, schema, logger, timeoutMs: msUntilDeadline, probe: 'select from call limit 0' }),
    },
    {
      provide: CallJournal,
      inject: [Settings, LiveCalls, LOGGER],
      useFactory: ({ dataDir }: Settings, live: LiveCalls, logger: Logger) =>
        new CallJournal(new Journal<JournalledStep>({ path: join(dataDir, 'calls.jsonl'), logger }), live),
    },
    {
      provide: CallStore,
      inject: [BoundedPool, CallJournal, LiveCalls, LOGGER],
      useFactory: (sql: BoundedPool, journal: CallJournal, live: LiveCalls, logger: Logger) =>
        new SteadyCallStore({ postgres: new SqlCallStore(sql), journal, live, logger }),
    },
    {
      provide: StepWriter,
      inject: [BoundedPool, Settings, LOGGER],
      useFactory: (sql: BoundedPool, { publicUrl }: Settings, logger: Logger) => new StepWriter(sql, publicUrl, logger),
    },
    {
      provide: CallJournalDrain,
      inject: [BoundedPool, CallJournal, StepWriter, LOGGER],
      useFactory: (sql: BoundedPool, journal: CallJournal, writer: StepWriter, logger: Logger) =>
        new CallJournalDrain(journal, writer, sql, logger),
    },
    { provide: LineTraffic, inject: [BoundedPool], useFactory: (sql: BoundedPool) => new SqlLineTraffic(sql) },
  ],
  exports: [LiveCalls, BoundedPool, CallJournal, CallStore, CallJournalDrain, StepWriter, LineTraffic],
})
export class CallKeepingModule {}
