import { Module } from '@nestjs/common';
import { IncidentsModule } from '../incidents/index.js';
import { CallIncidentRepository } from './call-incident.repository.js';
import { CallIncidentsController } from './call-incidents.controller.js';
import { CallIncidentsService } from './call-incidents.service.js';
import { CallProgress } from './call-progress.js';
import { FollowCalls } from './follow-calls.js';
import { OpenForCall } from './open-for-call.js';

@Module({
  imports: [IncidentsModule],
  controllers: [CallIncidentsController],
  providers: [CallIncidentRepository, CallIncidentsService, OpenForCall, CallProgress, FollowCalls],
})
export class CallIncidentsModule {}
