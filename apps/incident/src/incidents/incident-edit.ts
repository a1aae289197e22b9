import type { incidentChange } from '@ringdown/contracts';
import type { z } from 'zod';
import type { EditableFields } from './incident.repository.js';

export type IncidentEdit = z.output<typeof incidentChange>;

/** What a person sets stays over alert rules, also where it is set to what it was. */
export function keptOnceEdited(kept: readonly string[], edit: IncidentEdit): string[] {
  const fields = ['priority', 'severity', 'escalationPolicyId', 'resolvesAt'] as const;
  return [...new Set([...kept, ...fields.filter((field) => edit[field] !== undefined)])];
}

/** What the edit leaves out stays; null removes a value. */
export const edited = (row: EditableFields, edit: IncidentEdit): EditableFields => ({
  title: edit.title ?? row.title,
  priority: edit.priority === undefined ? row.priority : edit.priority,
  severity: edit.severity === undefined ? row.severity : edit.severity,
  escalation_policy_id: edit.escalationPolicyId === undefined ? row.escalation_policy_id : edit.escalationPolicyId,
});

/** One phrase per change, to be followed by who made it: `Priority changed from none to p1`. */
export function editInWords(before: EditableFields, after: EditableFields): string[] {
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
