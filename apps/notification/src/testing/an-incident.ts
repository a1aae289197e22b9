import type { IncidentEvent } from '../stories/index.js';

type Data = Extract<IncidentEvent, { subject: 'incident.opened.v1' }>['data'];
type LaterSubject = Exclude<
  IncidentEvent['subject'],
  'incident.opened.v1' | 'incident.escalated.v1' | 'incident.channels-added.v1' | 'incident.occurred.v1'
>;

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
  suppressed: false,
  channelIds: [],
  ...changes,
});

export const openedEvent = (changes: Partial<Data> = {}): IncidentEvent => ({
  subject: 'incident.opened.v1',
  data: anIncident(changes),
});

export const laterEvent = (subject: LaterSubject, changes: Partial<Data> = {}): IncidentEvent => ({
  subject,
  data: {
    ...anIncident(changes),
    at: '2025-07-29T06:40:00.000Z',
    by: { type: 'user', id: 'user_1', name: 'Priya S.' },
  },
});
