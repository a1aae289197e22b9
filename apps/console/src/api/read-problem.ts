import { fieldPath } from './field-errors.js';
import { type FieldError, Problem } from './problem.js';
import { readable } from './readable.js';

const textOr = (value: unknown, fallback: string): string =>
  typeof value === 'string' && value !== '' ? value : fallback;

function readErrors(raw: unknown): FieldError[] {
  if (!Array.isArray(raw)) return [];
  return raw.map((entry: { path?: unknown; message?: unknown }) => ({
    path: fieldPath(entry.path),
    message: textOr(entry.message, 'is not valid'),
  }));
}

/** Reads an `application/problem+json` answer; a proxy's HTML page becomes a sentence with its status. */
export async function readProblem(response: Response): Promise<Problem> {
  const body = readable((await response.json().catch(() => null)) as Record<string, unknown> | null);
  const title = textOr(body?.title, `Status ${response.status}`);
  const detail = textOr(body?.detail, title);
  return new Problem(response.status, title, detail, readErrors(body?.errors));
}
