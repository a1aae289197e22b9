import { Module } from '@nestjs/common';
import { ApplyAlerts } from './alerts/apply-alerts.js';
import { OpenForCall } from './calls/open-for-call.js';
import { AnnotateIncident } from './incidents/annotate-incident.js';
import { CallIncidentQuestionsController } from './incidents/call-incident-questions.controller.js';
import { ChangeIncidentStatus } from './incidents/change-incident-status.js';
import { EditIncident } from './incidents/edit-incident.js';
import { IncidentConfiguration } from './incidents/incident-configuration.js';
import { IncidentQuestionsController } from './incidents/incident-questions.controller.js';
import { LinkCall } from './incidents/link-call.js';
import { OpenByHand } from './incidents/open-by-hand.js';
import { ReadIncidents } from './incidents/read-incidents.js';

@Module({
  controllers: [IncidentQuestionsController, CallIncidentQuestionsController],
  providers: [
    IncidentConfiguration,
    ReadIncidents,
    OpenByHand,
    ChangeIncidentStatus,
    AnnotateIncident,
    EditIncident,
    LinkCall,
    ApplyAlerts,
    OpenForCall,
  ],
})
export class AppModule {}
