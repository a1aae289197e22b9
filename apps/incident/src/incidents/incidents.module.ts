import { Module } from '@nestjs/common';
import { IncidentConfiguration } from './incident-configuration.js';
import { IncidentController } from './incident.controller.js';
import { IncidentLifecycle } from './incident-lifecycle.js';
import { IncidentRepository } from './incident.repository.js';
import { IncidentService } from './incident.service.js';

@Module({
  controllers: [IncidentController],
  providers: [IncidentConfiguration, IncidentRepository, IncidentLifecycle, IncidentService],
  exports: [IncidentConfiguration, IncidentRepository, IncidentLifecycle, IncidentService],
})
export class IncidentsModule {}
