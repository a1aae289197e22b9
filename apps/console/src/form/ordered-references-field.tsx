import { Input, Select, Stack } from '@mantine/core';
import type { Named } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import { choicesOf } from './choice.js';
import type { FieldProps } from './field-props.js';
import { useField } from './form-context.js';
import { OrderedRow } from './ordered-row.js';

interface OrderedReferencesFieldProps extends FieldProps {
  readonly of: string;
}

/** Other things in an order that matters, each at most once. */
export function OrderedReferencesField({ path, label, hint, of }: OrderedReferencesFieldProps) {
  const { data = [] } = useCollection<Named>(of);
  const { value: ids, error, set } = useField<readonly string[]>(path);
  const nameOf = (id: string): string => data.find((thing) => thing.id === id)?.name ?? id;
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
