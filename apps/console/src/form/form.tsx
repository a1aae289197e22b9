import { Button, Group, Stack } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import {
  createContext,
  type FormEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { z } from 'zod';
import { type FieldError, Problem } from '../api/problem.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { errorAt, errorsByPath, errorsElsewhere, type FieldErrors } from './field-errors.js';

/** What every field takes: where its value stands, and its words. */
export interface FieldProps {
  readonly path: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
}

type Values = Record<string, unknown>;

interface FormState {
  readonly form: UseFormReturnType<Values>;
  /** Notes that a field shows the errors at this path, until what it returns is called. */
  readonly show: (path: string) => () => void;
}

const FormContext = createContext<FormState | null>(null);

interface FieldState<Value> {
  readonly value: Value;
  /** Its own error, or the first one of a part of it. */
  readonly error: string | undefined;
  /** Its own error only, for a field whose parts show theirs. */
  readonly ownError: string | undefined;
  /** The errors of what is changed go with the change. */
  readonly set: (value: Value) => void;
}

/** Value and error at a path of the form around. The caller knows the type that stands there. */
export function useField<Value>(path: string): FieldState<Value> {
  const state = useContext(FormContext);
  if (state === null) throw new Error('A field stands inside a <Form>.');
  const { form, show } = state;
  useEffect(() => show(path), [show, path]);
  const errors = form.errors as FieldErrors;
  return {
    value: form.getInputProps(path).value as Value,
    error: errorAt(errors, path),
    ownError: errors[path],
    set: (value) => {
      form.setFieldValue(path, value);
      form.setErrors((before) => errorsElsewhere(before as FieldErrors, [path]));
    },
  };
}

interface FormAround<Shown> {
  /** What is typed at present. */
  readonly values: Shown;
  /** Replaces the errors at this field and its parts: what a try, which is not the sending of the form, has against them. */
  readonly showErrors: (field: string, errors: readonly FieldError[]) => void;
}

/** For what tries out a part of the form around. The caller knows the values that it holds. */
export function useFormAround<Shown>(): FormAround<Shown> {
  const state = useContext(FormContext);
  if (state === null) throw new Error('This stands inside a <Form>.');
  const { form } = state;
  return {
    values: form.values as Shown,
    showErrors: (field, errors) =>
      form.setErrors((before) => ({ ...errorsElsewhere(before as FieldErrors, [field]), ...errorsByPath(errors) })),
  };
}

/** The contract of an input, out of those that are loaded when a form is sent; null where only the API can tell. */
export type ContractChoice = (contracts: typeof import('./contracts.js')) => z.ZodType | null;

interface FormProps<Shown, Body> {
  readonly initial: Shown;
  /** The API's input made of what the form shows. */
  readonly bodyOf: (values: Shown) => Body;
  readonly contract: ContractChoice;
  readonly submitLabel: string;
  readonly onSubmit: (body: Body) => Promise<unknown>;
  readonly onCancel?: () => void;
  readonly children: ReactNode;
}

async function errorsIn(body: unknown, contract: ContractChoice): Promise<FieldErrors> {
  // eslint-disable-next-line no-restricted-syntax -- zod stays out of what every page loads; contracts.ts imports nothing of the console
  const contracts = await import('./contracts.js').catch(() => null);
  // A page older than the console that is served now no longer finds them. The API checks all the same.
  const chosen = contracts === null ? null : contract(contracts);
  return contracts === null || chosen === null ? {} : contracts.errorsOf(chosen, body);
}

/** Why nothing was sent, or what the API refused; null where nothing is wrong. */
function problemOf(refusal: Error | null, errors: FieldErrors): Error | null {
  if (refusal !== null || Object.keys(errors).length === 0) return refusal;
  return new Problem(400, 'Bad Request', 'Please look at the fields named.');
}

/**
 * Holds the values, checks what would be sent by its contract, sends it, and puts what that or the API refuses at the fields
 * concerned.
 */
export function Form<Shown extends object, Body>(props: FormProps<Shown, Body>) {
  const { initial, bodyOf, contract, submitLabel, onSubmit, onCancel, children } = props;
  const form = useForm<Values>({
    initialValues: initial as unknown as Values,
    validate: (values) => errorsIn(bodyOf(values as unknown as Shown), contract),
  });
  const [shown, setShown] = useState<readonly string[]>([]);
  const [refusals, setRefusals] = useState(0);
  const frame = useRef<HTMLFormElement>(null);
  const refused = (): void => setRefusals((before) => before + 1);
  const save = useMutation({
    mutationFn: onSubmit,
    onError: (error) => {
      if (error instanceof Problem) form.setErrors(errorsByPath(error.errors));
      refused();
    },
  });

  const show = useCallback((path: string) => {
    setShown((before) => [...before, path]);
    return () => setShown((before) => before.filter((one) => one !== path));
  }, []);

  useEffect(() => {
    if (refusals > 0) frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);

  const send = form.onSubmit((values) => save.mutate(bodyOf(values as unknown as Shown)), refused);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.stopPropagation();
    save.reset();
    send(event);
  };
  const errors = form.errors as FieldErrors;
  const elsewhere = Object.entries(errorsElsewhere(errors, shown)).map(([path, message]) => ({ path, message }));
  return (
    <FormContext value={{ form, show }}>
      <form ref={frame} onSubmit={submit} noValidate>
        <Stack>
          {children}
          <ProblemAlert
            title="That did not work"
            error={refusals === 0 ? null : problemOf(save.error, errors)}
            errors={elsewhere}
          />
          <Group justify="flex-end">
            {onCancel === undefined ? null : (
              <Button variant="default" onClick={onCancel}>
                Cancel
              </Button>
            )}
            <Button type="submit" loading={form.submitting || save.isPending}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </FormContext>
  );
}
