import { Select, SimpleGrid, Stack } from '@mantine/core';
import { numberRanges } from '@ringdown/contracts';
import type { Person, Schedule } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { choiceError } from '../form/field-errors.js';
import { NumberField, SwitchField } from '../form/fields.js';
import { type FieldProps, useField } from '../form/form.js';
import { targetValue } from './line-values.js';

const { ringTimeoutSeconds, maxWaitSeconds } = numberRanges;

/** A schedule or a person. */
function TargetField({ path, label, hint, required = false }: FieldProps) {
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

export function RingFields() {
  return (
    <Stack gap="sm">
      <TargetField path="primary" label="Primary" required />
      <TargetField path="fallbacks.0" label="Fallback 1" />
      <TargetField path="fallbacks.1" label="Fallback 2" />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberField
          path="ringTimeoutSeconds"
          label="Ring each for"
          hint={`${ringTimeoutSeconds.min} to ${ringTimeoutSeconds.max} seconds`}
          range={ringTimeoutSeconds}
          unit="s"
          required
        />
        <NumberField
          path="maxWaitSeconds"
          label="Longest wait for the caller"
          hint="Then the voicemail, even where a fallback was not rung yet"
          range={maxWaitSeconds}
          unit="s"
          required
        />
      </SimpleGrid>
      <SwitchField
        path="screening"
        label="Screening"
        hint="The responder hears who calls and presses 1 to accept, so a voicemail box never answers a caller."
      />
      <SwitchField
        path="progressMessages"
        label="Progress message"
        hint="Before each fallback the caller hears that we are still trying to reach someone."
      />
    </Stack>
  );
}
