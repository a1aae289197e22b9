import type { IncidentStatus } from './change-status.js';
import { type Escalation, type EscalationPolicy, minutesAfter, startEscalation } from './escalation.js';

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
  /**
   * Where it flaps: a monitor's recovery does not close it, but so many quiet minutes after it do, at `quietAt`; null while the
   * monitor's last word is that it fires.
   */
  readonly flapping: { readonly quietMinutes: number; readonly quietAt: Date | null } | null;
}

interface Opening {
  readonly suppressed?: boolean;
  readonly resolvesAt?: Date | null;
  /** Where it flaps. */
  readonly quietMinutes?: number | null;
}

/** An incident that opens at `openedAt`. */
export const openedState = (
  { policy }: { readonly policy: EscalationPolicy<unknown> | null },
  openedAt: Date,
  { suppressed = false, resolvesAt = null, quietMinutes = null }: Opening = {},
): IncidentState => ({
  status: 'triggered',
  suppressed,
  escalation: suppressed ? null : startEscalation(policy, openedAt),
  ackExpiresAt: null,
  resolvesAt,
  muted: null,
  flapping: quietMinutes === null ? null : { quietMinutes, quietAt: null },
});

/** When an incident of which nothing more is heard resolves, as its integration has it. */
export const resolvesOnceUnheard = (
  { resolveAfterMinutes }: { readonly resolveAfterMinutes: number | null },
  lastSeenAt: Date,
): Date | null => (resolveAfterMinutes === null ? null : minutesAfter(lastSeenAt, resolveAfterMinutes));

/** When it resolves by itself, by its timer or once it was quiet for long enough; null where it does not. */
export const resolvesByItselfAt = ({ resolvesAt, flapping }: Pick<IncidentState, 'resolvesAt' | 'flapping'>) =>
  earliest([resolvesAt, flapping?.quietAt]);

/** It flaps, and its monitor's last word is that it has recovered. */
export const hasRecovered = ({ flapping }: Pick<IncidentState, 'flapping'>): boolean =>
  flapping !== null && flapping.quietAt !== null;

/**
 * When something happens to the incident by itself; null where nothing does. Nobody is notified of what has recovered: steps, and the
 * expiry of an acknowledgement, wait until it fires again, and are due at once then.
 */
export function nextDeadline(state: IncidentState): Date | null {
  const { escalation, ackExpiresAt, resolvesAt, muted, flapping } = state;
  const waking = hasRecovered(state) ? [] : [escalation?.dueAt, ackExpiresAt];
  return earliest([...waking, resolvesAt, muted?.until, flapping?.quietAt]);
}

function earliest(deadlines: readonly (Date | null | undefined)[]): Date | null {
  const instants = deadlines.filter((at) => at instanceof Date);
  return instants.length === 0 ? null : new Date(Math.min(...instants.map((at) => at.getTime())));
}
