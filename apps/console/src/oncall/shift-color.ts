import type { Named } from '../api/things.js';

const palette = ['indigo', 'yellow', 'teal', 'grape', 'lime', 'cyan', 'pink', 'blue', 'green', 'violet'] as const;

/** One colour a person, the same in every schedule; red is kept for gaps. Past ten people they come again. */
export function shiftColor(userId: string | null, people: readonly Named[]): string {
  if (userId === null) return 'red';
  const place = people.findIndex(({ id }) => id === userId);
  return palette[place % palette.length] ?? 'gray';
}
