import type { CallOutcome } from './call-opens-incident.js';
import type { IncidentStatus, StatusVerb } from './change-status.js';

export interface CallOver {
  /** Of the incident that was opened when the call came in. */
  readonly status: IncidentStatus;
  readonly outcome: CallOutcome;
  /** It was told while the call lived that somebody had accepted it. */
  readonly wasAnswered: boolean;
  /** The acknowledgement that stands is the one which that brought about, not one made by hand. */
  readonly isAcknowledgedByAnswer: boolean;
}

/**
 * What the end of a call does to the incident that was opened when it came in; null: nothing. What people did by hand stays.
 * One who accepted but was never connected has looked after nobody: their acknowledgement is taken back.
 */
export function statusAfterCall({ status, outcome, ...answer }: CallOver): StatusVerb | null {
  if (outcome === 'rejected') return status === 'resolved' ? null : 'resolve';
  if (outcome === 'answered') return status === 'triggered' && !answer.wasAnswered ? 'acknowledge' : null;
  return status === 'acknowledged' && answer.isAcknowledgedByAnswer ? 'reopen' : null;
}
