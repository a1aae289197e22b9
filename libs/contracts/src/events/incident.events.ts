import { z } from 'zod';
import { instant, priority, severity } from '../primitives.js';
import { event } from './event.js';

export const incidentStatuses = ['triggered', 'acknowledged', 'resolved'] as const;
export const incidentSources = ['webhook', 'call', 'manual'] as const;

const events = {
  incidentId: z.string(),
  number: z.number().int(),
  title: z.string(),
  status: z.enum(incidentStatuses),
  priority: priority.nullable(),
  severity: severity.nullable(),
  integrationId: z.string(),
  escalationPolicyId: z.string().nullable(),
  source: z.enum(incidentSources),
  details: z.unknown(),
  /** The details as JSON text, where JSON.parse and JSON.stringify would change them; `details` is then null. */
  detailsJson: z.string().optional(),
  occurrences: z.number().int(),
  callIds: z.array(z.string()),
  /** The line of a call incident: its channels have had the call's own message. */
  lineId: z.string().nullable(),
  openedAt: instant,
};

/** Who did it: a user, the monitor that said resolve, or Ringdown itself. */
export const actor = z.object({
  type: z.enum(['user', 'monitor', 'system']),
  id: z.string().nullable(),
  name: z.string(),
});

/** Events published by apps/incident. Stream INCIDENT captures `incident.>`. */
export const incidentEvents = {
  opened: event('incident.opened.v1', z.object(events)),
  acknowledged: event('incident.acknowledged.v1', z.object({ ...events, at: instant, by: actor })),
  resolved: event('incident.resolved.v1', z.object({ ...events, at: instant, by: actor })),
  reopened: event('incident.reopened.v1', z.object({ ...events, at: instant, by: actor })),
} as const;
