import type { CallPayload, ConfigDocument } from '@ringdown/contracts';
import { newId } from '@ringdown/platform-persistence';
import type { NewIncidentRow } from '../incidents/incident-row.js';

type Line = ConfigDocument<'line'>;

/** An incident of a call to this line, as the line is set. */
export const callIncidentRow = (line: Line, integrationId: string, payload: CallPayload, at: Date): NewIncidentRow => ({
  id: newId('incident'),
  title: payload.title,
  status: 'triggered',
  priority: payload.priority,
  severity: payload.severity,
  integration_id: integrationId,
  escalation_policy_id: line.incident.escalationPolicyId,
  source: 'call',
  alert_title: null,
  details: JSON.stringify(payload),
  occurrences: 1,
  opened_at: at,
  last_seen_at: at,
  acknowledged_at: null,
  acknowledged_by: null,
  resolved_at: null,
  resolved_by: null,
  line_id: line.id,
});
