import { Module } from '@nestjs/common';
import { RefusedSettings, Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { Timers } from '@ringdown/platform-timers';
import { AdvanceCall } from './calls/advance-call.js';
import { CallDeadlines } from './calls/call.deadlines.js';
import { ProviderCallStatusCheck } from './calls/provider-call-status.js';
import { CheckAfterStart } from './calls/check-after-start.js';
import { BusyResponders } from './calls/busy-responders.js';
import { CallKeepingModule } from './calls/call-keeping.module.js';
import { callTimers } from './calls/call.timers.js';
import { CallRpcController } from './calls/log/call-rpc.controller.js';
import { CallerNames } from './calls/log/caller-names.js';
import { DeleteCall } from './calls/log/delete-call.js';
import { LinkIncident } from './calls/log/link-incident.js';
import { AttachRecording } from './calls/log/removal/attach-recording.js';
import { ExpireRecordings } from './calls/log/removal/expire-recordings.js';
import { RecordingRemovals } from './calls/log/removal/recording-removals.js';
import { RemoveRecordings } from './calls/log/removal/remove-recordings.js';
import { PerformEffects } from './calls/perform-effects.js';
import { CallLogReader } from './calls/persistence/call-log.reader.js';
import { RebuildCall } from './calls/rebuild-call.js';
import { RunCall } from './calls/run-call.js';
import { LineFallback } from './fallback/line-fallback.js';
import { KeepFallback } from './fallback/keep-fallback.js';
import { CallDefects } from './rescue/call-defects.js';
import { HandOver } from './rescue/hand-over.js';
import { RescueResponders } from './rescue/rescue-responders.js';
import { RescueCall } from './rescue/rescue-call.js';
import { AdmitCaller } from './voice/admit-caller.js';
import { ArrivingCalls } from './voice/arriving-calls.js';
import { AwaitBridge } from './voice/await-bridge.js';
import { CallerLegController } from './voice/caller-leg.controller.js';
import { ContactBook } from './voice/contact-book.js';
import { DiallingRule } from './voice/dialling-rule.js';
import { PlanCall } from './voice/plan-call.js';
import { PreviewLine } from './voice/preview-line.js';
import { PreviewController } from './voice/preview.controller.js';
import { Providers } from './voice/providers.js';
import { ReceiveCall } from './voice/receive-call.js';
import { ReportsController } from './voice/reports.controller.js';
import { ResponderLegController } from './voice/responder-leg.controller.js';
import { VoiceDoor } from './voice/voice-door.js';
import { WhoIsOnCall } from './voice/who-is-on-call.js';

@Module({
  imports: [CallKeepingModule],
  controllers: [CallerLegController, ResponderLegController, ReportsController, PreviewController, CallRpcController],
  providers: [
    AdvanceCall,
    RunCall,
    PerformEffects,
    ProviderCallStatusCheck,
    BusyResponders,
    CheckAfterStart,
    CallDeadlines,
    RebuildCall,
    CallLogReader,
    CallerNames,
    LinkIncident,
    DeleteCall,
    RecordingRemovals,
    RemoveRecordings,
    ExpireRecordings,
    AttachRecording,
    Providers,
    ContactBook,
    DiallingRule,
    WhoIsOnCall,
    PlanCall,
    AdmitCaller,
    ArrivingCalls,
    AwaitBridge,
    ReceiveCall,
    PreviewLine,
    LineFallback,
    KeepFallback,
    CallDefects,
    RescueResponders,
    RescueCall,
    HandOver,
    VoiceDoor,
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
})
export class AppModule {}
