import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { BulkController } from './bulk.controller.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { DeadLettersService } from './dead-letters.service.js';
import { IncidentInput } from './incident-input.js';
import { DeliveriesController, IncidentsController } from './incidents.controller.js';

/** Incidents, what was sent of them, and events that could not take effect: the services that own them answer by RPC. */
@Module({
  imports: [AuditModule],
  controllers: [BulkController, IncidentsController, DeliveriesController, DeadLettersController],
  providers: [IncidentInput, DeadLettersService],
  exports: [IncidentInput],
})
export class IncidentsModule {}
