import type { NewIncidentRow } from '../incidents/incident-row.js';
import type { AlertStep } from './alert-steps.js';

/** The rows that a batch opens, as they are at its end: an alert may come and go within one batch. */
export function newIncidents(steps: readonly AlertStep[], monitorNames: ReadonlyMap<string, string>) {
  const resolvedAt = new Map(
    steps.flatMap((step) =>
      step.kind === 'resolved' && step.isNew ? [[step.incidentId, step.change.at] as const] : [],
    ),
  );
  return steps.flatMap((step): NewIncidentRow[] => {
    if (step.kind !== 'opened') return [];
    const { incidentId, change } = step;
    const resolved = resolvedAt.get(incidentId) ?? null;
    return [
      {
        id: incidentId,
        title: change.title,
        status: resolved ? 'resolved' : 'triggered',
        priority: change.priority,
        severity: change.severity,
        integration_id: change.integrationId,
        escalation_policy_id: null,
        source: 'webhook',
        alert_title: change.title === '' ? null : change.title,
        details: change.body ?? null,
        occurrences: change.occurrences,
        opened_at: change.openedAt,
        last_seen_at: change.lastSeenAt,
        acknowledged_at: null,
        acknowledged_by: null,
        resolved_at: resolved,
        resolved_by: resolved ? (monitorNames.get(change.integrationId) ?? null) : null,
        line_id: null,
      },
    ];
  });
}
