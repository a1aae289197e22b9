import { Alert, Fieldset, SimpleGrid, Stack } from '@mantine/core';
import { useField } from '../form/form-context.js';
import { NumberField } from '../form/number-field.js';
import { OrderedReferencesField } from '../form/ordered-references-field.js';
import { SelectField } from '../form/select-field.js';
import { TextField } from '../form/text-field.js';
import { ZoneField } from '../form/zone-field.js';

const units = [
  { value: 'day', label: 'Days' },
  { value: 'week', label: 'Weeks' },
  { value: 'hour', label: 'Hours' },
];

export function ScheduleFields() {
  const { value: layers } = useField<readonly unknown[]>('layers');
  return (
    <>
      <TextField path="name" label="Name" placeholder="Backend Team" required />
      <ZoneField path="timeZone" label="Time zone" hint="Hand-overs happen at this zone's local time" required />
      <Fieldset legend="Rotation">
        <Stack gap="sm">
          <TextField path="layers.0.name" label="Name of the rotation" required />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <NumberField path="layers.0.rotation.every" label="Hand over every" min={1} max={1000} required />
            <SelectField path="layers.0.rotation.unit" label="Unit" choices={units} />
          </SimpleGrid>
          <TextField
            path="layers.0.rotation.startsAt"
            label="First hand-over"
            type="datetime-local"
            hint="In the schedule's time zone; its time of day is the time of every hand-over"
            required
          />
          <OrderedReferencesField path="layers.0.participants" label="People in their order" of="users" />
        </Stack>
      </Fieldset>
      {layers.length > 1 ? (
        <Alert color="gray">
          This schedule has {layers.length - 1} more layer{layers.length > 2 ? 's' : ''} above this one. They stay as
          they are.
        </Alert>
      ) : null}
    </>
  );
}
