export { tellAddedResponders } from './changed-responders.js';
export { arrivedAt, ruleClosedWords, ruledColumns, ruledOf, ruleEntries, unruled } from './alert-rule-book.js';
export { IncidentConfiguration } from './incident-configuration.js';
export { type Actor, type Happening, ringdown, timelineOf } from './happenings.js';
export {
  IncidentCallEntity,
  IncidentEntity,
  type IncidentRow,
  type OpeningRow,
  TimelineEntryEntity,
} from './incident.entity.js';
export { incidentEventData } from './incident-events.js';
export { IncidentDeadlines } from './incident-deadlines.js';
export { type BegunFlapping, IncidentLifecycle } from './incident-lifecycle.js';
export { incidentColumns, IncidentRepository } from './incident.repository.js';
export { IncidentReader } from './incident-reader.js';
export { reportedRow, type ReportedIncident, setByHand } from './incident.service.js';
export { IncidentsModule } from './incidents.module.js';
export { type NewOccurrence, OccurrenceEntity } from './occurrence.entity.js';
export { OccurrenceRepository } from './occurrence.repository.js';
export { decidedColumns, stateOf } from './stored-state.js';
export { appendRepeats, appendTimeline, type Repeats, type TimelineEntry } from './timeline.js';
