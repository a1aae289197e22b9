import { Problem } from '../api/problem.js';

/** What is wrong, in one sentence, where there is but one field. */
export function problemWords(error: Error): string {
  const words = (error instanceof Problem ? error.errors[0]?.message : undefined) ?? error.message;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
