import type { FieldError } from '../api/problem.js';

/** Messages by the path of the field, `layers.0.name`, as @mantine/form keeps them. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What an answer has against single fields: the first error of each. */
export function errorsByPath(errors: readonly FieldError[]): FieldErrors {
  const first: Record<string, string> = {};
  for (const { path, message } of errors) first[path] ??= message;
  return first;
}

const covers = (field: string, path: string): boolean => path === field || path.startsWith(`${field}.`);

/** The message for a field: its own error, or the first one of a part of it. */
export function errorAt(errors: FieldErrors, field: string): string | undefined {
  return Object.entries(errors).find(([path]) => covers(field, path))?.[1];
}

/** The errors that none of the fields can show. */
export function errorsElsewhere(errors: FieldErrors, fields: readonly string[]): FieldErrors {
  return Object.fromEntries(Object.entries(errors).filter(([path]) => !fields.some((field) => covers(field, path))));
}

/** What is wrong with a day and a time of day: the API, which takes instants, would ask for one in UTC where nothing is entered. */
export function momentError(error: string | undefined, entered: string | null): string | undefined {
  return error !== undefined && (entered ?? '') === '' ? 'Enter a day and a time of day' : error;
}

/** What is wrong with a choice: where nothing is chosen, that is all there is to say. */
export function choiceError(error: string | undefined, chosen: string | null | readonly string[]): string | undefined {
  if (error === undefined) return undefined;
  return chosen === null || chosen.length === 0 ? 'Choose one' : error;
}
