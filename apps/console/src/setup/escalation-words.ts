import type { EscalationPolicy } from '../api/resources.js';

export type EscalationTarget = EscalationPolicy['steps'][number]['targets'][number];
export type NameOf = (target: EscalationTarget) => string;

/** The name of whoever is on call in a schedule now; null where nobody is, or nobody can tell. */
export type WhoIsOnCall = (scheduleId: string) => string | null;

/** What a name stands for where that is not a person. */
const kinds: Readonly<Record<EscalationTarget['type'], string>> = {
  user: '',
  schedule: ' (on call)',
  team: ' (whole team)',
  channel: ' (channel)',
};

/** "Priya S., Backend Team (on call)": whom a step notifies; with `onCall` "Sam T. (on call in Backend Team)". */
export function targetsInWords(
  targets: readonly EscalationTarget[],
  nameOf: NameOf,
  onCall: WhoIsOnCall = () => null,
): string {
  if (targets.length === 0) return 'nobody yet';
  const words = targets.map((target) => {
    const who = target.type === 'schedule' ? onCall(target.id) : null;
    return who === null ? `${nameOf(target)}${kinds[target.type]}` : `${who} (on call in ${nameOf(target)})`;
  });
  return words.join(', ');
}

export const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const minutesInWords = (minutes: number): string => `${minutes} minute${minutes === 1 ? '' : 's'}`;

/** When a step comes, counted from the one before it: the first from the opening of the incident. */
export function delayInWords(delayMinutes: number, index: number): string {
  if (index === 0) return delayMinutes === 0 ? 'at once' : `after ${minutesInWords(delayMinutes)}`;
  return delayMinutes === 0 ? 'at the same time' : `${minutesInWords(delayMinutes)} later`;
}

const times: Readonly<Record<number, string>> = { 1: 'once', 2: 'twice' };

type PolicyPlan = Pick<EscalationPolicy, 'steps' | 'repeat' | 'repeatDelayMinutes'>;

/** "Twice, 10 minutes after the last step": how often all steps come again. A round begins with the wait of its first step. Null where they do not. */
export function repeatInWords({ steps, repeat, repeatDelayMinutes }: PolicyPlan): string | null {
  if (repeat === 0 || steps.length === 0) return null;
  const wait = repeatDelayMinutes + (steps[0]?.delayMinutes ?? 0);
  return `${times[repeat] ?? `${repeat} times`}, ${minutesInWords(wait)} after the last step`;
}

/** "At once: Priya S.; 5 minutes later: Backend Team (on call); repeated twice, 30 minutes after the last step." */
export function policyInWords(policy: PolicyPlan, nameOf: NameOf): string {
  const steps = policy.steps.map(
    ({ delayMinutes, targets }, index) => `${delayInWords(delayMinutes, index)}: ${targetsInWords(targets, nameOf)}`,
  );
  const repeat = repeatInWords(policy);
  const words = [...steps, ...(repeat === null ? [] : [`repeated ${repeat}`])].join('; ');
  return words === '' ? 'Nobody is notified: add a step.' : `${capitalised(words)}.`;
}
