export type CallTrigger = 'off' | 'all' | 'missed';

export type CallOutcome = 'answered' | 'missed' | 'no_one_on_call' | 'rejected' | 'failed';

/**
 * Whether a call opens an incident on a line set to `trigger`. Tests and rejected calls (a blocked caller, a disabled line)
 * never do. A failed call counts as missed: nobody knows that the caller reached a human.
 */
export function callOpensIncident(trigger: CallTrigger, call: { outcome: CallOutcome; test: boolean }): boolean {
  if (trigger === 'off' || call.test || call.outcome === 'rejected') return false;
  return trigger === 'all' || call.outcome !== 'answered';
}

/** Whether a call opens one as soon as it comes in. Which calls will be missed nobody knows then: `missed` waits for the end. */
export function ringOpensIncident(
  rule: { trigger: CallTrigger; when: 'completed' | 'ringing' },
  call: { test: boolean; rejected: boolean },
): boolean {
  return rule.when === 'ringing' && rule.trigger === 'all' && !call.test && !call.rejected;
}
