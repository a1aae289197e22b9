export { IncidentInput, toTimelineActor } from './incident-input.js';
export { IncidentsModule } from './incidents.module.js';
