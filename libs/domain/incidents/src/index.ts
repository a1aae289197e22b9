export { type AlertEvent, type Priority, type Severity } from './alert-event.js';
export { type CallEnd, callEndWords } from './call-end-words.js';
export { type CallOutcome, callOpensIncident, type CallTrigger, ringOpensIncident } from './call-opens-incident.js';
export { callTitle, type CallTitleParts, isCallTitle } from './call-title.js';
export { changeStatus, type IncidentStatus, type StatusChange, type StatusVerb } from './change-status.js';
export { groupKey, groupOf, tidyTitle } from './group-key.js';
export {
  type AcknowledgeChange,
  type IncidentChange,
  type IncidentTarget,
  type OpenChange,
  type OpenIncident,
  type RepeatChange,
  type ResolveChange,
} from './incident-change.js';
export { planChanges } from './plan-changes.js';
export { type CallOver, statusAfterCall } from './status-after-call.js';
