import { Module } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { Timers } from '@ringdown/platform-timers';
import { AdvanceCall } from './calls/advance-call.js';
import { CallDeadlines } from './calls/call.deadlines.js';
import { CallStore } from './calls/call.store.js';
import { callTimers } from './calls/call.timers.js';
import { LiveCalls } from './calls/live-calls.js';
import { CallQuestionsController } from './calls/log/call-questions.controller.js';
import { LinkIncident } from './calls/log/link-incident.js';
import { PerformEffects } from './calls/perform-effects.js';
import { CallLogReader } from './calls/persistence/call-log.reader.js';
import { SqlCallStore } from './calls/persistence/sql-call.store.js';
import { RunCall } from './calls/run-call.js';
import { CallerLegController } from './voice/caller-leg.controller.js';
import { Providers } from './voice/providers.js';
import { ReceiveCall } from './voice/receive-call.js';
import { ReportsController } from './voice/reports.controller.js';
import { ResponderLegController } from './voice/responder-leg.controller.js';
import { VoiceDoor } from './voice/voice-door.js';
import { WhoIsOnCall } from './voice/who-is-on-call.js';

@Module({
  controllers: [CallerLegController, ResponderLegController, ReportsController, CallQuestionsController],
  providers: [
    AdvanceCall,
    RunCall,
    PerformEffects,
    CallDeadlines,
    LiveCalls,
    { provide: CallStore, useClass: SqlCallStore },
    CallLogReader,
    LinkIncident,
    Providers,
    WhoIsOnCall,
    ReceiveCall,
    VoiceDoor,
    {
      provide: Timers,
      inject: [Settings, LOGGER],
      useFactory: ({ redisUrl }: Settings, logger: Logger) =>
        new Timers(callTimers, { redisUrl, service: 'call-routing', logger }),
    },
  ],
})
export class AppModule {}
