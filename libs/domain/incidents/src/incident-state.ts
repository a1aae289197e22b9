import type { IncidentStatus } from './change-status.js';
import { type Escalation, type EscalationPolicy, startEscalation } from './escalation.js';

/** What decides whom an incident still calls, and when something happens to it by itself. */
export interface IncidentState {
  readonly status: IncidentStatus;
  /** A rule keeps it quiet: it escalates and notifies nobody. */
  readonly suppressed: boolean;
  readonly escalation: Escalation | null;
  /** When an acknowledgement expires; null where it does not. */
  readonly ackExpiresAt: Date | null;
  readonly resolvesAt: Date | null;
  /** Null where it is not muted; `until` null: for ever. */
  readonly muted: { readonly until: Date | null } | null;
}

/** An incident that opens at `openedAt`. */
export const openedState = (
  { policy }: { readonly policy: EscalationPolicy<unknown> | null },
  openedAt: Date,
  { suppressed = false, resolvesAt = null }: { readonly suppressed?: boolean; readonly resolvesAt?: Date | null } = {},
): IncidentState => ({
  status: 'triggered',
  suppressed,
  escalation: suppressed ? null : startEscalation(policy, openedAt),
  ackExpiresAt: null,
  resolvesAt,
  muted: null,
});

/** When something happens to the incident by itself; null where nothing does. */
export function nextDeadline({ escalation, ackExpiresAt, resolvesAt, muted }: IncidentState): Date | null {
  const instants = [escalation?.dueAt, ackExpiresAt, resolvesAt, muted?.until].filter((at) => at instanceof Date);
  return instants.length === 0 ? null : new Date(Math.min(...instants.map((at) => at.getTime())));
}
