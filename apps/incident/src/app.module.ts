import { Module } from '@nestjs/common';
import { ServiceModule } from '@ringdown/platform-http';
import { ApplyAlerts } from './alerts/apply-alerts.js';
import { OpenForCall } from './calls/open-for-call.js';
import { AnnotateIncident } from './incidents/annotate-incident.js';
import { CallIncidentRpcController } from './incidents/call-incident-rpc.controller.js';
import { ChangeIncidentStatus } from './incidents/change-incident-status.js';
import { EditIncident } from './incidents/edit-incident.js';
import { IncidentConfiguration } from './incidents/incident-configuration.js';
import { IncidentRpcController } from './incidents/incident-rpc.controller.js';
import { LinkCall } from './incidents/link-call.js';
import { OpenByHand } from './incidents/open-by-hand.js';
import { ReadIncidents } from './incidents/read-incidents.js';
import { migrations } from './migrations/index.js';

@Module({
  imports: [
    ServiceModule.forService({
      name: 'incident',
      port: 3004,
      schema: 'incident',
      migrations,
      mirrors: ['integration', 'line', 'team', 'escalation-policy'],
      answersRpc: true,
      durables: ['incident-apply-alerts', 'incident-open-for-call'],
      sweeps: [],
    }),
  ],
  controllers: [IncidentRpcController, CallIncidentRpcController],
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
