import type { EventData, incidentEvents } from '@ringdown/contracts';
import { carryJson, compactJson } from '@ringdown/kernel';
import type { IncidentRow } from './incident.entity.js';

/** What every event about an incident says of it. */
export const incidentEventData = (
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
  ...carriedDetails(incident),
  occurrences: incident.occurrences,
  callIds: [...callIds],
  lineId: incident.line_id,
  openedAt: incident.opened_at.toISOString(),
  suppressed: incident.suppressed,
  channelIds: [...incident.rule_channel_ids],
});

/** Details on their way to other services. */
export function carriedDetails({ details }: Pick<IncidentRow, 'details'>): { details: unknown; detailsJson?: string } {
  const { value, text } = carryJson(compactJson(details ?? 'null'));
  return text === undefined ? { details: value } : { details: null, detailsJson: text };
}
