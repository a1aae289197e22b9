import type { IncidentState } from '@ringdown/domain-incidents';
import { type Happening, ringdown } from './happenings.js';
import type { DeadlineColumns, IncidentRow } from './incident.entity.js';
import type { StatusStamps } from './incident.repository.js';

type StateRow = DeadlineColumns & Pick<IncidentRow, 'status'>;

/** A row as the domain decides about it. */
export function stateOf(row: StateRow): IncidentState {
  const { escalation_step: step, escalation_round: round, escalation_due_at: dueAt } = row;
  return {
    status: row.status,
    suppressed: row.suppressed,
    escalation: step === null ? null : { step, round: round ?? 0, dueAt },
    ackExpiresAt: row.ack_expires_at,
    resolvesAt: row.resolves_at,
    muted: row.muted ? { until: row.muted_until } : null,
    flapping: flappingOf(row),
  };
}

/** The version before knows nothing of it, and leaves `quiet_at` on what it resolves. */
const flappingOf = (row: StateRow): IncidentState['flapping'] =>
  row.quiet_minutes === null
    ? null
    : { quietMinutes: row.quiet_minutes, quietAt: row.status === 'resolved' ? null : row.quiet_at };

const escalationColumns = ({ escalation }: IncidentState) => ({
  escalation_step: escalation?.step ?? null,
  escalation_round: escalation?.round ?? null,
  escalation_due_at: escalation?.dueAt ?? null,
});

/** What the domain has decided, as columns. */
export const columnsOf = (state: IncidentState): DeadlineColumns => ({
  suppressed: state.suppressed,
  ...escalationColumns(state),
  ack_expires_at: state.ackExpiresAt,
  resolves_at: state.resolvesAt,
  muted: state.muted !== null,
  muted_until: state.muted?.until ?? null,
  quiet_minutes: state.flapping?.quietMinutes ?? null,
  quiet_at: state.flapping?.quietAt ?? null,
});

const stampsOf = ({ acknowledged_at, acknowledged_by, resolved_at, resolved_by }: StatusStamps): StatusStamps => ({
  acknowledged_at,
  acknowledged_by,
  resolved_at,
  resolved_by,
});

interface Decided {
  readonly state: IncidentState;
  readonly happened: readonly Happening[];
}

/** What was decided at an instant about an incident that had these stamps, as columns. */
export const decidedColumns = (before: StatusStamps, { state, happened }: Decided, at: Date, actorName: string) => ({
  status: state.status,
  ...happened.reduce((stamps, one) => statusStamps(stamps, one, at, actorName), stampsOf(before)),
  ...columnsOf(state),
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
