export {
  type AlertRule,
  type ReadHours,
  type RuleActions,
  type RuleComparison,
  type RuleEvent,
  type RuleHours,
} from './alert-rule.js';
export { valueAt } from './body-path.js';
export {
  comparisonsOf,
  plainActions,
  readRules,
  type RemainingActions,
  type RuleBook,
  ruleFaults,
  type RulesOutcome,
} from './alert-rules.js';
export {
  callEndWords,
  callOpensIncident,
  type CallOutcome,
  type CallOver,
  callTitle,
  isCallTitle,
  ringOpensIncident,
  statusAfterCall,
} from './call-incident.js';
export { changeStatus, type IncidentStatus, type StatusVerb } from './change-status.js';
export { type Escalation, type EscalationPolicy, minutesAfter, type StepTaken } from './escalation.js';
export {
  decideIncident,
  type IncidentCommand,
  type IncidentDecision,
  type IncidentHappening,
  type IncidentRules,
} from './decide-incident.js';
export { type IncidentState, nextDeadline, openedState } from './incident-state.js';
export {
  afterFailure,
  afterReport,
  type NotificationReport,
  type NotificationState,
  type NotifyKind,
  type PlannedNotification,
  planForResponder,
  planNotifications,
  respondersToTell,
  type StoredNotification,
  type WhyUnusable,
} from './person-notifications.js';
export { applyActions, type NameOf, type RuledIncident, type RulesApplied } from './ruled-incident.js';
export {
  type AnswerableIncident,
  type AnswerVerb,
  incidentMeant,
  readTextAnswer,
  type TextAnswer,
} from './text-answer.js';
export {
  type AcknowledgeChange,
  type AlertEvent,
  groupKey,
  groupOf,
  type IncidentChange,
  type IncidentTarget,
  type OpenChange,
  type OnPlanned,
  type OpenIncident,
  planChanges,
  type PlannedEvent,
  type Priority,
  type RepeatChange,
  type ResolveChange,
  type Severity,
  tidyTitle,
} from './plan-changes.js';
