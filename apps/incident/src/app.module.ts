import { Module } from '@nestjs/common';
import { ServiceModule, type ServiceOptions } from '@ringdown/platform-http';
import { AlertsModule } from './alerts/alerts.module.js';
import { CallIncidentsModule } from './call-incidents/call-incidents.module.js';
import { KnownCallEntity } from './call-incidents/known-call.entity.js';
import {
  IncidentCallEntity,
  IncidentEntity,
  IncidentsModule,
  OccurrenceEntity,
  TimelineEntryEntity,
} from './incidents/index.js';
import { migrations } from './migrations/index.js';
import { NotificationsModule } from './notifications/notifications.module.js';

export const incidentService: ServiceOptions = {
  name: 'incident',
  port: 3004,
  schema: 'incident',
  migrations,
  entities: [IncidentEntity, IncidentCallEntity, TimelineEntryEntity, OccurrenceEntity, KnownCallEntity],
  mirrors: ['integration', 'line', 'team', 'escalation-policy', 'user', 'schedule', 'channel', 'alert-rule'],
  answersRpc: true,
  durables: ['incident-apply-alerts', 'incident-open-for-call', 'incident-note-notifications'],
  sweeps: ['incident deadlines', 'forget occurrences'],
};

@Module({
  imports: [
    ServiceModule.forService(incidentService),
    IncidentsModule,
    AlertsModule,
    CallIncidentsModule,
    NotificationsModule,
  ],
})
export class AppModule {}
