import { Module } from '@nestjs/common';
import { AlertRuleBook } from './alert-rule-book.js';
import { IncidentBulkService } from './incident-bulk.service.js';
import { IncidentConfiguration } from './incident-configuration.js';
import { DueIncidents } from './due-incidents.js';
import { IncidentDeadlines, IncidentTimers } from './incident-deadlines.js';
import { IncidentController } from './incident.controller.js';
import { IncidentLifecycle } from './incident-lifecycle.js';
import { IncidentRepository } from './incident.repository.js';
import { IncidentReader } from './incident-reader.js';
import { IncidentService } from './incident.service.js';
import { OccurrenceRepository } from './occurrence.repository.js';
import { StepReachFinder } from './step-reach.js';

@Module({
  controllers: [IncidentController],
  providers: [
    StepReachFinder,
    AlertRuleBook,
    OccurrenceRepository,
    IncidentConfiguration,
    IncidentRepository,
    IncidentLifecycle,
    IncidentReader,
    IncidentTimers,
    DueIncidents,
    IncidentDeadlines,
    IncidentBulkService,
    IncidentService,
  ],
  exports: [
    IncidentConfiguration,
    IncidentRepository,
    OccurrenceRepository,
    IncidentLifecycle,
    IncidentDeadlines,
    IncidentReader,
  ],
})
export class IncidentsModule {}
