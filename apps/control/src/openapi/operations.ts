import {
  apiKey,
  auditEntry,
  createdApiKey,
  currentPassword,
  deadLettersAnswer,
  deadLettersQuery,
  deliveriesQuery,
  delivery,
  incident,
  incidentChange,
  incidentNote,
  incidentsQuery,
  login,
  me,
  newApiKey,
  newIncident,
  newOverride,
  newUser,
  onCallAnswer,
  onCallOverview,
  onCallQuery,
  organisationSettings,
  organisationSettingsChange,
  ownProfile,
  page,
  pageQuery,
  readinessAnswer,
  shiftsAnswer,
  shiftsQuery,
  shownConfiguration,
  shownOverride,
  trial,
} from '@ringdown/contracts';
import { channelKind } from '../channels/index.js';
import { integrationKind } from '../integrations/index.js';
import { lineKind, providerAccountKind } from '../lines/index.js';
import { escalationPolicyKind, mostShifts, scheduleKind } from '../on-call/index.js';
import { contactKind, teamKind, userKind } from '../people/index.js';
import { phoneConfirmation, phoneVerification, sentPhoneCode } from '../phones/index.js';
import { audioOperations, callOperations, lineOperations } from './call-operations.js';
import { anySubset, jsonSchema } from './json-schema.js';
import { kindOperations } from './kind-operations.js';
import type { Operations } from './operation.js';

const people: Operations = {
  'POST /auth/login': { summary: 'Sign in; the answer sets the session cookie', status: 200, body: login, answer: me },
  'POST /auth/logout': { summary: 'Sign out', status: 204 },
  'GET /me': { summary: 'Who asks', status: 200, answer: me },
  'PATCH /me': {
    summary: 'Change any fields of your own profile',
    status: 200,
    body: anySubset(jsonSchema(ownProfile, 'input')),
    answer: me,
  },
  'GET /api-keys': { summary: 'List API keys, by name', status: 200, query: pageQuery, answer: page(apiKey) },
  'GET /api-keys/:id': { summary: 'Read an API key, not the key itself', status: 200, answer: apiKey },
  'POST /api-keys': {
    summary: 'Create an API key; only this answer has it',
    status: 201,
    body: newApiKey,
    answer: createdApiKey,
  },
  'DELETE /api-keys/:id': { summary: 'Revoke an API key', status: 204 },
  'GET /audit-log': {
    summary: 'Who changed what, newest first',
    status: 200,
    query: pageQuery,
    answer: page(auditEntry),
  },
};

/** Who changes themselves by this one sets a new password as in the profile. */
const ownUser: Operations = {
  'PATCH /users/:id': {
    summary: 'Change any fields of a user; yourself as in your profile',
    status: 200,
    body: anySubset(jsonSchema(newUser.extend(currentPassword), 'input')),
    answer: shownConfiguration.user,
  },
};

const phones: Operations = {
  'POST /users/:id/phone/verify': {
    summary: 'Send a code to a phone; one in 30 seconds and five in an hour',
    status: 200,
    body: phoneVerification,
    answer: sentPhoneCode,
  },
  'POST /users/:id/phone/confirm': {
    summary: 'Confirm the code that was sent: the phone is verified',
    status: 200,
    body: phoneConfirmation,
    answer: shownConfiguration.user,
  },
};

const onCall: Operations = {
  'GET /on-call': { summary: 'Who is on call now and next, everywhere', status: 200, answer: onCallOverview },
  'GET /schedules/:id/on-call': {
    summary: 'Who is on call at an instant',
    status: 200,
    query: onCallQuery,
    answer: onCallAnswer,
  },
  'GET /schedules/:id/shifts': {
    summary: `The shifts of a range, gaps included; an answer holds ${mostShifts.toLocaleString('en')} at most`,
    status: 200,
    query: shiftsQuery,
    answer: shiftsAnswer,
  },
  'GET /schedules/:id/overrides': { summary: 'List overrides', status: 200, answer: page(shownOverride) },
  'POST /schedules/:id/overrides': {
    summary: 'Put one person on call for a while',
    status: 201,
    body: newOverride,
    answer: shownOverride,
  },
  'DELETE /schedules/:id/overrides/:overrideId': { summary: 'Take an override back', status: 204 },
};

const setup: Operations = {
  'POST /provider-accounts/:id/verify': {
    summary: 'Ask the provider whether it knows the account',
    status: 200,
    answer: trial,
  },
  'POST /integrations/:id/rotate-token': {
    summary: 'Give an integration a new token; the old one is refused from then on',
    status: 200,
    answer: shownConfiguration.integration,
  },
  'POST /channels/:id/test': {
    summary: 'Send a test message and tell what the other side answered',
    status: 200,
    answer: trial,
  },
  'GET /readiness': {
    summary: 'What would fail before somebody calls, and what to do about it',
    status: 200,
    answer: readinessAnswer,
  },
  'GET /settings': { summary: 'What holds for all lines and people', status: 200, answer: organisationSettings },
  'PATCH /settings': {
    summary: 'Change any of the settings',
    status: 200,
    body: organisationSettingsChange,
    answer: organisationSettings,
  },
};

const act = (summary: string) => ({ summary, status: 200, answer: incident }) as const;
const incidents: Operations = {
  'GET /incidents': {
    summary: 'List incidents, newest first',
    status: 200,
    query: incidentsQuery,
    answer: page(incident),
  },
  'GET /incidents/:id': { summary: 'Read an incident', status: 200, answer: incident },
  'POST /incidents': { summary: 'Open an incident by hand', status: 201, body: newIncident, answer: incident },
  'PATCH /incidents/:id': { ...act('Change any fields of an incident'), body: incidentChange },
  'POST /incidents/:id/acknowledge': act('Acknowledge an incident'),
  'POST /incidents/:id/resolve': act('Resolve an incident'),
  'POST /incidents/:id/reopen': act('Open a resolved incident again'),
  'POST /incidents/:id/notes': { summary: 'Note something', status: 201, body: incidentNote, answer: incident },
  'GET /deliveries': {
    summary: 'What was sent to channels, newest first',
    status: 200,
    query: deliveriesQuery,
    answer: page(delivery),
  },
  'GET /dead-letters': {
    summary:
      'Events that a consumer can never take as things stand, newest first; `missing` names services that did not answer',
    status: 200,
    query: deadLettersQuery,
    answer: deadLettersAnswer,
  },
  'POST /dead-letters/:id/replay': {
    summary: 'Let the event take effect, once what was wrong is mended; 409 with the reason where it fails again',
    status: 204,
  },
  'DELETE /dead-letters/:id': { summary: 'Delete a dead letter; its event never takes effect', status: 204 },
  'POST /deliveries/:id/resend': { summary: 'Send a delivery again', status: 200, answer: delivery },
};

/** Everything that can be asked of the API. */
export const operations: Operations = {
  ...people,
  ...kindOperations(userKind),
  ...ownUser,
  ...phones,
  ...kindOperations(teamKind),
  ...kindOperations(contactKind),
  ...kindOperations(scheduleKind),
  ...onCall,
  ...kindOperations(escalationPolicyKind),
  ...kindOperations(lineKind),
  ...lineOperations,
  ...audioOperations,
  ...kindOperations(providerAccountKind),
  ...kindOperations(integrationKind),
  ...kindOperations(channelKind),
  ...setup,
  ...callOperations,
  ...incidents,
};
