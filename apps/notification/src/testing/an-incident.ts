import type { IncidentFact } from '../deliveries/told-fact.js';

type Data = Extract<IncidentFact, { subject: 'incident.opened.v1' }>['data'];
type LaterSubject = Exclude<IncidentFact['subject'], 'incident.opened.v1'>;

/** An incident of a monitor; a test names only what it is about. */
export const anIncident = (changes: Partial<Data> = {}): Data => ({
  incidentId: 'inc_1',
  number: 12,
  title: 'Checkout is down',
  status: 'triggered',
  priority: 'p1',
  severity: 'sev2',
  integrationId: 'int_1',
  escalationPolicyId: null,
  source: 'webhook',
  details: 'HTTP 502 from three regions',
  occurrences: 1,
  callIds: [],
  lineId: null,
  openedAt: '2025-07-29T06:24:32.262Z',
  ...changes,
});

export const openedFact = (changes: Partial<Data> = {}): IncidentFact => ({
  subject: 'incident.opened.v1',
  data: anIncident(changes),
});

export const laterFact = (subject: LaterSubject, changes: Partial<Data> = {}): IncidentFact => ({
  subject,
  data: {
    ...anIncident(changes),
    at: '2025-07-29T06:40:00.000Z',
    by: { type: 'user', id: 'user_1', name: 'Priya S.' },
  },
});
