import { priorities, type Priority, severities, type Severity } from '@ringdown/contracts';
import { normal } from '../alerts/words.js';

const severityWords: Readonly<Record<Severity, readonly string[]>> = {
  sev1: ['critical', 'fatal', 'emergency', 'disaster', 'p1'],
  sev2: ['error', 'high', 'major'],
  sev3: ['warning', 'average', 'minor', 'medium', 'low', 'info'],
};
const severityOfWord = new Map(
  severities.flatMap((severity) => [severity, ...severityWords[severity]].map((word) => [word, severity] as const)),
);

/** What monitors call how bad it is; null for another word, which stays in the details. */
export const severityOf = (word: unknown): Severity | null => severityOfWord.get(normal(word)) ?? null;

/** `P1`, or the bare number that some senders write. */
export function priorityOf(given: unknown): Priority | null {
  const word = typeof given === 'number' ? `p${given}` : normal(given);
  return priorities.find((priority) => priority === word) ?? null;
}
