import type { IncidentState } from '@ringdown/domain-incidents';
import { type Happening, ringdown } from './happenings.js';
import type { DeadlineColumns, IncidentRow } from './incident.entity.js';
import type { StatusStamps } from './incident.repository.js';

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

export const stampsOf = ({
  acknowledged_at,
  acknowledged_by,
  resolved_at,
  resolved_by,
}: StatusStamps): StatusStamps => ({
  acknowledged_at,
  acknowledged_by,
  resolved_at,
  resolved_by,
});

/** Who acknowledged and resolved when, after what happened; an incident that is nobody's again starts anew. */
export function statusStamps(
  before: StatusStamps,
  happened: Pick<Happening, 'type'> & { readonly byItself?: boolean },
  at: Date,
  actorName: string,
): StatusStamps {
  const name = happened.byItself ? ringdown.name : actorName;
  switch (happened.type) {
    case 'acknowledged':
      return { ...before, acknowledged_at: at, acknowledged_by: name };
    case 'resolved':
      return { ...before, resolved_at: at, resolved_by: name };
    case 'unacknowledged':
    case 'reopened':
      return { acknowledged_at: null, acknowledged_by: null, resolved_at: null, resolved_by: null };
    default:
      return before;
  }
}
