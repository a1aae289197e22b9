import type { EventData, incidentEvents } from '@ringdown/contracts';
import type { IncidentRow } from './incident-row.js';

/** What every fact about an incident says of it. */
export const incidentFacts = (
  incident: IncidentRow,
  escalationPolicyId: string | null,
  callIds: readonly string[],
): EventData<typeof incidentEvents.opened> => ({
  incidentId: incident.id,
  number: Number(incident.number),
  title: incident.title,
  status: incident.status,
  priority: incident.priority,
  severity: incident.severity,
  integrationId: incident.integration_id,
  escalationPolicyId,
  source: incident.source,
  details: incident.details ?? null,
  occurrences: incident.occurrences,
  callIds: [...callIds],
  lineId: incident.line_id,
  openedAt: incident.opened_at.toISOString(),
});
