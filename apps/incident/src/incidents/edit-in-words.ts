import type { IncidentRow } from './incident-row.js';

type Editable = Pick<IncidentRow, 'title' | 'priority' | 'severity' | 'escalation_policy_id'>;

/** One phrase a change, to be followed by who made it: `Priority changed from none to p1`. */
export function editInWords(before: Editable, after: Editable): string[] {
  const words: string[] = [];
  if (before.title !== after.title) words.push(`Title changed from “${before.title}” to “${after.title}”`);
  for (const field of ['priority', 'severity'] as const) {
    if (before[field] === after[field]) continue;
    const name = field === 'priority' ? 'Priority' : 'Severity';
    words.push(`${name} changed from ${before[field] ?? 'none'} to ${after[field] ?? 'none'}`);
  }
  if (before.escalation_policy_id !== after.escalation_policy_id) {
    words.push(
      after.escalation_policy_id === null
        ? 'Escalation policy put in sync with the integration'
        : 'Escalation policy changed',
    );
  }
  return words;
}
