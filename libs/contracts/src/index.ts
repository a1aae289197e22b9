import './error-words.js';

export { wordsOf } from './error-words.js';
export { type CallPayload, callPayload } from './call-payload.js';
export {
  channelDocument,
  configBucket,
  configDocuments,
  configKinds,
  type ConfigDocument,
  type ConfigKind,
  layer,
  lineMessage,
  override,
  providers,
  ringTarget,
  roles,
  spokenText,
  weekdays,
} from './config/documents.js';
export { attemptResults, callEvents, callOutcomes, callRoles } from './events/call.events.js';
export { type Envelope, event, type EventContract, type EventData } from './events/event.js';
export { actor, incidentEvents, incidentSources, incidentStatuses } from './events/incident.events.js';
export { ingestEvents } from './events/ingest.events.js';
export { notificationEvents } from './events/notification.events.js';
export { streamOf, type StreamName, streams } from './events/streams.js';
export {
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
} from './primitives.js';
export {
  type ConsumerBacklog,
  type DeadLetterAnswer,
  deadLetterRpc,
  servicesWithDeadLetters,
  type ServiceWithDeadLetters,
} from './rpc/dead-letters.js';
export { type OutboxAnswer, type OutboxRow, type OutboxReadRequest, outboxReading } from './rpc/outbox-reading.js';
export { defineRpc, type RpcContract, rpcDeadlineMs } from './rpc/rpc.js';
export { lineDefaults } from './line-defaults.js';
export { fieldSentence, labelOf } from './field-labels.js';
export { type Voice, voices } from './voices.js';
export { callRpc, deliveryRpc, type IncidentAnswer, incidentRpc } from './rpc/services.js';
export {
  type Call,
  call,
  callChange,
  type CallDefect,
  callDefect,
  callsQuery,
  linkedIncident,
  newCallIncident,
  saveCaller,
  skipReasons,
} from './rest/call.js';
export {
  login,
  newApiKey,
  newChannel,
  newContact,
  newEscalationPolicy,
  newIntegration,
  newLine,
  newOverride,
  newProviderAccount,
  newSchedule,
  newTeam,
  newUser,
} from './rest/configuration.js';
export { type DeadLetter, deadLetter, deadLettersAnswer, deadLettersQuery } from './rest/dead-letter.js';
export { deliveriesQuery, type Delivery, delivery, deliveryStatuses } from './rest/delivery.js';
export { type Incident, incident, incidentChange, incidentNote, incidentsQuery, newIncident } from './rest/incident.js';
export { page, pageQuery, queryFlag } from './rest/lists.js';
export { type Preview, preview, previewQuery } from './rest/preview.js';
export { readinessAnswer, type ReadinessItem } from './rest/readiness.js';
export { shownConfiguration } from './rest/shown-configuration.js';
export { onCallAnswer, onCallOverview, onCallQuery, shiftsAnswer, shiftsQuery, shownOverride } from './rest/on-call.js';
export { organisationSettings, organisationSettingsChange } from './rest/organisation-settings.js';
export { apiKey, auditEntry, createdApiKey, currentPassword, me, ownProfile, trial } from './rest/who.js';
export { withheldWord } from './withheld-numbers.js';
