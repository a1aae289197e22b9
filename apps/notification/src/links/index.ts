export { ActLinks } from './act-link.js';
export { escaped } from './html.js';
export { IncidentActs } from './incident-acts.js';
