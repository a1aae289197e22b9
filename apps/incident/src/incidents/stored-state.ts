import type { IncidentState } from '@ringdown/domain-incidents';
import type { DeadlineColumns, IncidentRow } from './incident.entity.js';

/** A row as the domain decides about it. */
export function stateOf(row: DeadlineColumns & Pick<IncidentRow, 'status'>): IncidentState {
  const { escalation_step: step, escalation_round: round, escalation_due_at: dueAt } = row;
  return {
    status: row.status,
    suppressed: row.suppressed,
    escalation: step === null ? null : { step, round: round ?? 0, dueAt },
    ackExpiresAt: row.ack_expires_at,
    resolvesAt: row.resolves_at,
    muted: row.muted ? { until: row.muted_until } : null,
  };
}

/** What the domain has decided, as columns. */
export const columnsOf = (state: IncidentState): DeadlineColumns => ({
  suppressed: state.suppressed,
  escalation_step: state.escalation?.step ?? null,
  escalation_round: state.escalation?.round ?? null,
  escalation_due_at: state.escalation?.dueAt ?? null,
  ack_expires_at: state.ackExpiresAt,
  resolves_at: state.resolvesAt,
  muted: state.muted !== null,
  muted_until: state.muted?.until ?? null,
});
