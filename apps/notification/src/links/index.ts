export { ActLinks } from './act-link.js';
export { IncidentActs } from './incident-acts.js';
