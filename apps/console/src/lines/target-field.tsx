import { Select } from '@mantine/core';
import type { Person, Schedule } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import { choiceError } from '../form/choice-error.js';
import type { FieldProps } from '../form/field-props.js';
import { useField } from '../form/form-context.js';
import { targetValue } from './ring-target.js';

/** A schedule or a person. */
export function TargetField({ path, label, hint, required = false }: FieldProps) {
  const people = useCollection<Person>('users');
  const schedules = useCollection<Schedule>('schedules');
  const { value, error, set } = useField<string | null>(path);
  const data = [
    {
      group: 'Schedules',
      items: (schedules.data ?? []).map(({ id, name }) => ({
        value: targetValue({ type: 'schedule', id }),
        label: name,
      })),
    },
    {
      group: 'People',
      items: (people.data ?? []).map(({ id, name }) => ({ value: targetValue({ type: 'user', id }), label: name })),
    },
  ];
  return (
    <Select
      label={label}
      description={hint}
      withAsterisk={required}
      data={data}
      searchable
      clearable={!required}
      allowDeselect={!required}
      placeholder={required ? 'Choose a schedule or a person' : 'None'}
      nothingFoundMessage="Nothing found"
      value={value}
      error={choiceError(error, value)}
      onChange={set}
    />
  );
}
