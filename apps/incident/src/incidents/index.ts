export { IncidentConfiguration } from './incident-configuration.js';
export {
  IncidentCallEntity,
  IncidentEntity,
  type IncidentRow,
  type NewIncidentRow,
  TimelineEntryEntity,
} from './incident.entity.js';
export { incidentEventData } from './incident-events.js';
export { type Actor, IncidentLifecycle, ringdown } from './incident-lifecycle.js';
export { incidentColumns, IncidentRepository, type Repeats, type TimelineEntry } from './incident.repository.js';
export { IncidentService, reportedRow, type ReportedIncident } from './incident.service.js';
export { IncidentsModule } from './incidents.module.js';
