import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.js';
import { ArrivingCalls, CallAdmission } from './call-admission.js';
import { CallPlanner } from './call-planner.js';
import { ContactBook } from './contact-book.js';
import { DiallingRule } from './dialling-rule.js';
import { LinePreview, LinePreviewController } from './line-preview.js';
import { LineTrafficRepository } from './line-traffic.repository.js';
import { RescueResponders } from './rescue-responders.js';
import { WhoIsOnCall } from './who-is-on-call.js';

/** Who is let in and who is rung, from the configuration in memory. */
@Module({
  imports: [CallsModule],
  controllers: [LinePreviewController],
  providers: [
    ArrivingCalls,
    CallAdmission,
    CallPlanner,
    ContactBook,
    DiallingRule,
    LinePreview,
    LineTrafficRepository,
    RescueResponders,
    WhoIsOnCall,
  ],
  exports: [CallAdmission, CallPlanner, ContactBook, RescueResponders],
})
export class RoutingModule {}
