import './error-words.js';

export { wordsOf } from './error-words.js';
export { channelDocument, webhookFormats } from './config/channel.js';
export {
  type ChannelEvent,
  channelEvents,
  type ChannelType,
  channelTypes,
  defaultChannelEvents,
} from './config/channel-events.js';
export {
  configBucket,
  type ConfigDocument,
  configDocuments,
  type ConfigKind,
  defaultNotifyLimits,
  type IntegrationType,
  integrationTypes,
  layer,
  mapping,
  notifyTypes,
  organisationSettings,
  override,
  providers,
  roles,
  subjectWords,
  withNewFields,
} from './config/documents.js';
export { lineMessage, ringTarget, spokenText } from './config/line.js';
export {
  type Envelope,
  event,
  type EventContract,
  type EventData,
  type StreamName,
  streamOf,
  streams,
} from './events/event.js';
export {
  actor,
  alertLink,
  attemptResults,
  callEvents,
  callOutcomes,
  callRoles,
  incidentEvents,
  incidentSources,
  incidentStatuses,
  ingestEvents,
  notificationEvents,
  oncallEvents,
  notificationStates,
} from './events/events.js';
export { fieldSentence, labelOf } from './field-labels.js';
export { lineDefaults } from './line-defaults.js';
export { defaultGraceMinutes, type NumberRange, numberRanges } from './number-ranges.js';
export {
  deletedPerson,
  e164,
  id,
  instant,
  priorities,
  type Priority,
  priority,
  severities,
  type Severity,
  severity,
  storableText,
  timeZone,
  withheldWord,
} from './primitives.js';
export { apiKey, auditEntry, createdApiKey, currentPassword, me, ownProfile, trial } from './rest/access.js';
export {
  type Call,
  call,
  callChange,
  type CallDefect,
  callDefect,
  callsQuery,
  linkedIncident,
  newCallIncident,
  type Preview,
  preview,
  previewQuery,
  saveCaller,
  skipReasons,
} from './rest/call.js';
export {
  type AlertRulesOutcome,
  alertRulesDryRun,
  alertRulesOutcome,
  mostAlertRules,
  newAlertRule,
} from './rest/alert-rule.js';
export { newChannel } from './rest/channel.js';
export { ruleFields, textOps } from './config/alert-rule.js';
export {
  login,
  newAbsence,
  newApiKey,
  newContact,
  newEscalationPolicy,
  newIntegration,
  newLine,
  newOverride,
  newProviderAccount,
  newSchedule,
  newTeam,
  newUser,
  organisationSettingsChange,
} from './rest/configuration.js';
export {
  type CallPayload,
  callPayload,
  type Incident,
  incident,
  type BulkResult,
  bulkResult,
  type IncidentBulk,
  incidentBulk,
  type IncidentOccurrence,
  incidentOccurrence,
  incidentChange,
  incidentMute,
  incidentNote,
  type IncidentNotification,
  incidentNotifications,
  incidentResponders,
  incidentsQuery,
  mostInBulk,
  newIncident,
  providerCallIdField,
} from './rest/incident.js';
export { page, pageQuery, queryFlag } from './rest/lists.js';
export {
  draftDryRun,
  effects,
  type ForeseenAlert,
  heartbeatState,
  integrationDryRun,
  type IntegrationEvent,
  integrationEvent,
  integrationEvents,
  integrationEventsQuery,
  integrationEventWithBody,
  integrationSample,
  integrationTest,
  type ReadAlert,
  type ReceivedEvent,
  receivedEvent,
} from './rest/received-event.js';
export {
  absencesAnswer,
  calendarAnswer,
  hoursAnswer,
  onCallAnswer,
  onCallOverview,
  onCallQuery,
  shiftsAnswer,
  shiftsQuery,
  shownAbsence,
  shownOverride,
} from './rest/on-call.js';
export {
  type DeadLetter,
  deadLetter,
  deadLettersAnswer,
  deadLettersQuery,
  deliveriesQuery,
  type Delivery,
  delivery,
  type ChannelState,
  channelState,
  channelStatesAnswer,
  rotatedSecret,
  type FailingChannel,
  readinessAnswer,
  type ReadinessItem,
  type RefusedPhone,
} from './rest/operations.js';
export { shownConfiguration } from './rest/shown-configuration.js';
export {
  type ConsumerBacklog,
  type DeadLetterAnswer,
  deadLetterRpc,
  type OutboxAnswer,
  outboxReading,
  type OutboxReadRequest,
  type OutboxRow,
  servicesWithDeadLetters,
  type ServiceWithDeadLetters,
} from './rpc/every-service.js';
export { defineRpc, type RpcContract, rpcDeadlineMs } from './rpc/rpc.js';
export {
  callRpc,
  configurationRpc,
  deliveryRpc,
  type IncidentAnswer,
  incidentRpc,
  ingestRpc,
  notificationRpc,
  type OccurrenceAnswer,
} from './rpc/services.js';
export { voices } from './voices.js';
