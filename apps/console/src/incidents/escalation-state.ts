import type { Incident } from '@ringdown/contracts';
import type { EscalationPolicy } from '../api/resources.js';
import type { EscalationTarget } from '../setup/escalation-words.js';
import { formatInstant, formatUntil, type InstantStyle } from '../ui/format-time.js';

type Escalating = Pick<
  Incident,
  'status' | 'suppressed' | 'mutedUntil' | 'quietAt' | 'escalation' | 'escalationPolicyId'
>;

/** Whom the incident still calls and when, or why it calls nobody; null where it is over. */
export function escalationInWords(incident: Escalating, style: InstantStyle): string | null {
  const { status, suppressed, mutedUntil, quietAt, escalation, escalationPolicyId } = incident;
  if (status === 'resolved') return null;
  if (suppressed) return 'An alert rule suppresses it: it notifies nobody';
  if (mutedUntil !== null) return 'Muted: it notifies nobody';
  if (quietAt !== null) return 'It has recovered: nobody is notified unless it fires again';
  if (escalation !== null) return stepsInWords(escalation, style);
  if (status === 'acknowledged') return 'Acknowledged: nobody else is notified';
  if (escalationPolicyId === null) return 'It has no escalation policy: nobody is notified';
  return 'The policy is at its end: nobody else is notified';
}

/** "Step 2 of 3, round 1; next at 03:15, in 4 min" */
function stepsInWords({ step, of, round, nextAt }: NonNullable<Incident['escalation']>, style: InstantStyle): string {
  const until = formatUntil(Date.parse(nextAt) - style.now.getTime());
  const when = until === 'now' ? 'now' : `at ${formatInstant(nextAt, style)}, ${until}`;
  if (step > 0) return `Step ${step} of ${of}, round ${round}; next ${when}`;
  return round === 1 ? `Step 1 of ${of} comes ${when}` : `Round ${round} begins ${when}`;
}

interface NextStep {
  /** From 1. */
  readonly place: number;
  readonly of: number;
  readonly targets: readonly EscalationTarget[];
}

/**
 * The step that comes next, by itself or on demand; null where that cannot be told: where an escalation pauses, the API does not say
 * at which step. One that has come to its end begins at the first again.
 */
export function nextStep(
  { status, suppressed, mutedUntil, quietAt, escalation }: Escalating,
  steps: EscalationPolicy['steps'],
): NextStep | null {
  if (status === 'resolved' || suppressed) return null;
  const isPaused = escalation === null && (status === 'acknowledged' || mutedUntil !== null || quietAt !== null);
  if (isPaused && steps.length > 1) return null;
  const index = escalation !== null && escalation.step < steps.length ? escalation.step : 0;
  const step = steps[index];
  return step === undefined ? null : { place: index + 1, of: steps.length, targets: step.targets };
}
