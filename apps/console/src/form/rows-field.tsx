import { Button, Fieldset, Group, Stack, Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { useField } from './form-context.js';

interface RowsFieldProps<Row> {
  readonly path: string;
  readonly label: string;
  readonly hint: string;
  readonly addLabel: string;
  readonly blank: Row;
  /** The fields of one row; `path` is where it stands, e.g. `steps.0`. */
  readonly row: (path: string) => ReactNode;
}

/** A list of like rows: add at the end, remove any. */
export function RowsField<Row>({ path, label, hint, addLabel, blank, row }: RowsFieldProps<Row>) {
  const { value: rows, ownError, set } = useField<readonly Row[]>(path);
  const remove = (index: number): void => set(rows.filter((_, at) => at !== index));
  return (
    <Fieldset legend={label}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
        {rows.map((_, index) => (
          <Fragment key={index}>
            <Group align="flex-end" gap="sm" role="group" aria-label={`${label} ${index + 1}`}>
              {row(`${path}.${index}`)}
              <Button
                variant="subtle"
                color="gray"
                onClick={() => remove(index)}
                aria-label={`Remove ${label.toLowerCase()} ${index + 1}`}
              >
                Remove
              </Button>
            </Group>
          </Fragment>
        ))}
        {ownError === undefined ? null : (
          <Text size="sm" c="red">
            {ownError}
          </Text>
        )}
        <div>
          <Button variant="light" size="xs" onClick={() => set([...rows, blank])}>
            {addLabel}
          </Button>
        </div>
      </Stack>
    </Fieldset>
  );
}
