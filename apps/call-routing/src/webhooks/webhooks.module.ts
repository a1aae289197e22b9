import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { CallReceiver } from './call-receiver.js';
import { CallRebuilder } from './call-rebuilder.js';
import { CallRescue } from './call-rescue.js';
import { BridgeReportWait, CallerLegController } from './caller-leg.controller.js';
import { ProviderSignatureGuard } from './provider-signature.guard.js';
import { ReportsController } from './reports.controller.js';
import { RescueHandOver } from './rescue-hand-over.js';
import { RescueInterceptor } from './rescue.interceptor.js';
import { ResponderLegController } from './responder-leg.controller.js';

/** What providers request: signed, answered with documents, and rescued where a step fails. */
@Module({
  imports: [CallsModule, RoutingModule, RecordingsModule],
  controllers: [CallerLegController, ResponderLegController, ReportsController],
  providers: [
    BridgeReportWait,
    CallReceiver,
    CallRebuilder,
    CallRescue,
    ProviderSignatureGuard,
    RescueHandOver,
    RescueInterceptor,
  ],
})
export class WebhooksModule {}
