import type { NewIncidentRow } from '../incidents/incident-row.js';
import { type AlertStep, isMove, type MoveStep } from './alert-steps.js';

/** The rows that a batch opens, as they are at its end: an alert may come and go within one batch. */
export function newIncidents(steps: readonly AlertStep[], monitorNames: ReadonlyMap<string, string>) {
  const moved = (kind: MoveStep['kind']): ReadonlyMap<string, Date> =>
    new Map(
      steps.flatMap((step) => (isMove(step) && step.kind === kind ? [[step.incidentId, step.change.at] as const] : [])),
    );
  const acknowledgedAt = moved('acknowledged');
  const resolvedAt = moved('resolved');
  return steps.flatMap((step): NewIncidentRow[] => {
    if (step.kind !== 'opened') return [];
    const { incidentId, change } = step;
    const acknowledged = acknowledgedAt.get(incidentId) ?? null;
    const resolved = resolvedAt.get(incidentId) ?? null;
    const monitor = monitorNames.get(change.integrationId) ?? null;
    return [
      {
        id: incidentId,
        title: change.title,
        status: resolved ? 'resolved' : acknowledged ? 'acknowledged' : 'triggered',
        priority: change.priority,
        severity: change.severity,
        integration_id: change.integrationId,
        escalation_policy_id: null,
        source: 'webhook',
        alert_title: change.group === '' ? null : change.group,
        details: change.body,
        occurrences: change.occurrences,
        opened_at: change.openedAt,
        last_seen_at: change.lastSeenAt,
        acknowledged_at: acknowledged,
        acknowledged_by: acknowledged ? monitor : null,
        resolved_at: resolved,
        resolved_by: resolved ? monitor : null,
        line_id: null,
      },
    ];
  });
}
