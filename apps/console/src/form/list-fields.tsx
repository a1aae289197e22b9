import { ActionIcon, Button, Fieldset, Group, Input, Select, Stack, Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import type { Named } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { choicesOf } from './choice-fields.js';
import { type FieldProps, useField } from './form.js';

interface RowsFieldProps<Row> {
  readonly path: string;
  readonly label: string;
  readonly hint: string;
  readonly addLabel: string;
  readonly blank: Row;
  /** How many there may be. */
  readonly most?: number;
  /** The fields of one row; `path` is where it stands, e.g. `steps.0`. */
  readonly row: (path: string) => ReactNode;
}

/** A list of like rows: add at the end, remove any. */
export function RowsField<Row>({ path, label, hint, addLabel, blank, most = Infinity, row }: RowsFieldProps<Row>) {
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
        {rows.length >= most ? null : (
          <div>
            <Button variant="light" size="xs" onClick={() => set([...rows, blank])}>
              {addLabel}
            </Button>
          </div>
        )}
      </Stack>
    </Fieldset>
  );
}

interface OrderedRowProps {
  /** Counted from one. */
  readonly place: number;
  readonly name: string;
  readonly onUp: () => void;
  readonly onRemove: () => void;
}

function OrderedRow({ place, name, onUp, onRemove }: OrderedRowProps) {
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="sm" style={{ flex: 1, minWidth: 0 }}>
        {place}. {name}
      </Text>
      <ActionIcon variant="default" disabled={place === 1} onClick={onUp} aria-label={`Move ${name} up`}>
        ↑
      </ActionIcon>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onRemove} aria-label={`Remove ${name}`}>
        Remove
      </Button>
    </Group>
  );
}

interface OrderedReferencesFieldProps extends FieldProps {
  readonly of: string;
}

/** Other resources in an order that matters, each at most once. */
export function OrderedReferencesField({ path, label, hint, of }: OrderedReferencesFieldProps) {
  const { data = [] } = useCollection<Named>(of);
  const { value: ids, error, set } = useField<readonly string[]>(path);
  const nameOf = (id: string): string => data.find((one) => one.id === id)?.name ?? id;
  const moveUp = (index: number): void => set(ids.toSpliced(index, 1).toSpliced(index - 1, 0, ids[index] ?? ''));
  return (
    <Input.Wrapper label={label} description={hint} error={error} component="div" role="group" aria-label={label}>
      <Stack gap={4} mt="xs">
        {ids.map((id, index) => (
          <OrderedRow
            key={id}
            place={index + 1}
            name={nameOf(id)}
            onUp={() => moveUp(index)}
            onRemove={() => set(ids.toSpliced(index, 1))}
          />
        ))}
        <Select
          aria-label={`Add to ${label.toLowerCase()}`}
          placeholder="Add…"
          data={choicesOf(data.filter(({ id }) => !ids.includes(id)))}
          searchable
          nothingFoundMessage="Nobody left to add"
          value={null}
          onChange={(id) => (id === null ? undefined : set([...ids, id]))}
        />
      </Stack>
    </Input.Wrapper>
  );
}
