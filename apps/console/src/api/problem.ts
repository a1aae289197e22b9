import { fieldPath } from '../form/field-errors.js';
import { readable } from './readable.js';

export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** What the API (or the way to it) refused. `status` is 0 where no answer came at all. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(detail);
    this.name = 'Problem';
  }
}

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
