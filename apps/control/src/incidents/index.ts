export { actorOf } from './actor-of.js';
export { IncidentInput } from './incident-input.js';
export { IncidentsModule } from './incidents.module.js';
