import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { errorsElsewhere } from '../api/field-errors.js';
import { type FieldError, Problem } from '../api/problem.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { FormContext } from './form-context.js';
import { withValue } from './form-values.js';

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
