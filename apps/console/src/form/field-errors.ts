import type { FieldError, Problem } from '../api/problem.js';

/** One spelling for a place in the input: `layers.0.name`, whether it comes as `layers[0].name`, `/layers/0/name` or a list of keys. */
export function fieldPath(raw: unknown): string {
  const text = Array.isArray(raw) ? raw.join('.') : String(raw ?? '');
  return text
    .replace(/\[["']?([^\]"']+)["']?\]/g, '.$1')
    .replace(/\//g, '.')
    .replace(/^[.#]+/, '');
}

const covers = (field: string, path: string): boolean => path === field || path.startsWith(`${field}.`);

/** The message for a field: its own error, or the first one of a part of it. */
export function errorAt(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => covers(field, error.path))?.message;
}

/** The errors that none of the shown fields can show. */
export function errorsElsewhere(errors: readonly FieldError[], fields: Iterable<string>): readonly FieldError[] {
  const shown = [...fields];
  return errors.filter((error) => !shown.some((field) => covers(field, error.path)));
}

/** Whether the detail only strings together what the field errors say one by one. */
export function repeatsErrors({ detail, errors }: Pick<Problem, 'detail' | 'errors'>): boolean {
  return errors.length > 0 && errors.every(({ message }) => detail.includes(message));
}

/** What is wrong with a choice: where nothing is chosen, that is all there is to say. */
export function choiceError(error: string | undefined, chosen: string | null | readonly string[]): string | undefined {
  if (error === undefined) return undefined;
  return chosen === null || chosen.length === 0 ? 'Choose one' : error;
}
