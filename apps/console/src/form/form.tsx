import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import {
  createContext,
  type FormEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type FieldError, Problem } from '../api/problem.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { errorAt, errorsElsewhere } from './field-errors.js';
import { valueAt, withValue } from './form-values.js';

/** What every field takes: where its value stands, and its words. */
export interface FieldProps {
  readonly path: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
}

interface FormState {
  readonly values: unknown;
  readonly errors: readonly FieldError[];
  set(path: string, value: unknown): void;
  /** Tells the form that a field shows the errors at this path. */
  show(path: string): () => void;
}

const FormContext = createContext<FormState | null>(null);

interface FieldState<Value> {
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

interface FormProps<Values> {
  readonly initial: Values;
  readonly submitLabel: string;
  readonly onSubmit: (values: Values) => Promise<unknown>;
  readonly onCancel?: () => void;
  readonly children: ReactNode;
}

const none: readonly FieldError[] = [];

/** Holds the values, sends them, and puts what the API refuses at the fields concerned. */
export function Form<Values extends object>(props: FormProps<Values>) {
  const { initial, submitLabel, onSubmit, onCancel, children } = props;
  const [values, setValues] = useState(initial);
  const [shown, setShown] = useState<readonly string[]>([]);
  const frame = useRef<HTMLFormElement>(null);
  const save = useMutation({ mutationFn: onSubmit });
  const errors = save.error instanceof Problem ? save.error.errors : none;

  const set = useCallback((path: string, value: unknown) => setValues((before) => withValue(before, path, value)), []);
  const show = useCallback((path: string) => {
    setShown((before) => [...before, path]);
    return () => setShown((before) => before.filter((one) => one !== path));
  }, []);
  const state = useMemo(() => ({ values, errors, set, show }), [values, errors, set, show]);

  useEffect(() => {
    if (save.error !== null) frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [save.error]);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    save.mutate(values);
  };
  return (
    <FormContext value={state}>
      <form ref={frame} onSubmit={submit} noValidate>
        <Stack>
          {children}
          <ProblemAlert title="That did not work" error={save.error} errors={errorsElsewhere(errors, shown)} />
          <Group justify="flex-end">
            {onCancel === undefined ? null : (
              <Button variant="default" onClick={onCancel}>
                Cancel
              </Button>
            )}
            <Button type="submit" loading={save.isPending}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </FormContext>
  );
}
