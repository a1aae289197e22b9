import type { Call } from '@ringdown/contracts';

/** Who called, in one line: name and number, the number alone, or that it was withheld. */
export function callerWords({ name, number }: Call['caller']): string {
  if (number === null) return name ?? 'Unknown caller';
  return name === null ? number : `${name} (${number})`;
}
