import { createContext, useContext, useEffect } from 'react';
import { errorAt } from '../api/field-errors.js';
import type { FieldError } from '../api/problem.js';
import { valueAt } from './form-values.js';

export interface FormState {
  readonly values: unknown;
  readonly errors: readonly FieldError[];
  set(path: string, value: unknown): void;
  /** Tells the form that a field shows the errors at this path. */
  show(path: string): () => void;
}

export const FormContext = createContext<FormState | null>(null);

export interface FieldState<Value> {
  readonly value: Value;
  /** Its own error, or the first one of a part of it. */
  readonly error: string | undefined;
  /** Its own error only, for a field whose parts show theirs. */
  readonly ownError: string | undefined;
  readonly set: (value: Value) => void;
}

/** Value and error at a path of the form around. The caller knows the type that stands there. */
export function useField<Value>(path: string): FieldState<Value> {
  const form = useContext(FormContext);
  if (form === null) throw new Error('A field stands inside a <Form>.');
  const { show } = form;
  useEffect(() => show(path), [show, path]);
  return {
    value: valueAt(form.values, path) as Value,
    error: errorAt(form.errors, path),
    ownError: form.errors.find((error) => error.path === path)?.message,
    set: (value) => form.set(path, value),
  };
}
