export {
  type AlertEvent,
  groupKey,
  groupOf,
  type IncidentLink,
  type Priority,
  type Severity,
  tidyTitle,
} from './alert-event.js';
export { type AlertRule, type ReadHours, type RuleEvent } from './alert-rule.js';
export { comparisonsOf, plainActions, readRules, type RuleBook, ruleFaults } from './alert-rules.js';
export { valueAt } from './body-path.js';
export {
  callEndWords,
  callOpensIncident,
  callTitle,
  isCallTitle,
  payloadOfCall,
  ringOpensIncident,
  statusAfterCall,
} from './call-incident.js';
export { isToldOccurrence } from './told-occurrences.js';
export type { StatusVerb } from './change-status.js';
export { decideIncident } from './decide-incident.js';
export { minutesAfter, type StepTaken } from './escalation.js';
export {
  type EarlierOpenings,
  type Flapping,
  type FlappingRule,
  flappingWords,
  quietWords,
  recoveredWords,
} from './flapping.js';
export type {
  AcknowledgeChange,
  IncidentChange,
  IncidentTarget,
  NoteChange,
  OpenChange,
  OpenIncident,
  RecoverChange,
  RepeatChange,
  ResolveChange,
} from './incident-change.js';
export type { IncidentCommand, IncidentHappening, IncidentRules } from './incident-command.js';
export { hasRecovered, type IncidentState, nextDeadline, openedState, resolvesOnceUnheard } from './incident-state.js';
export { incidentLinks } from './incident-links.js';
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
export { type OnPlanned, planChanges, type PlannedEvent } from './plan-changes.js';
export { applyActions, type NameOf, type RuledIncident, type RulesApplied } from './ruled-incident.js';
export { type AnswerVerb, incidentMeant, readTextAnswer } from './text-answer.js';
