import { readable } from './readable.js';

export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** What the API, or a proxy before it, refused. `status` is 0 where no answer came at all. */
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

/** One spelling for a place in the input: `layers.0.name`, whether it comes as `layers[0].name`, `/layers/0/name` or a list of keys. */
export function fieldPath(raw: unknown): string {
  const text = Array.isArray(raw) ? raw.join('.') : String(raw ?? '');
  return text
    .replace(/\[["']?([^\]"']+)["']?\]/g, '.$1')
    .replace(/\//g, '.')
    .replace(/^[.#]+/, '');
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

/** Whether the detail only strings together what the field errors say one by one. */
export function repeatsErrors({ detail, errors }: Pick<Problem, 'detail' | 'errors'>): boolean {
  return errors.length > 0 && errors.every(({ message }) => detail.includes(message));
}

/** What is wrong, in one sentence, where there is but one field. */
export function problemWords(error: Error): string {
  const words = (error instanceof Problem ? error.errors[0]?.message : undefined) ?? error.message;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
