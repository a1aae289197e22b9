import { Alert, Fieldset, SimpleGrid, Stack, Text } from '@mantine/core';
import { numberRanges } from '@ringdown/contracts';
import type { Schedule } from '../api/resources.js';
import { ReferencesField, SelectField } from '../form/choice-fields.js';
import { NumberField, TextField, ZoneField } from '../form/fields.js';
import { useField } from '../form/form.js';
import { OrderedReferencesField } from '../form/list-fields.js';
import { NamesOf, type Resource } from './resource-page.js';
import { blankLayer, rotationWords, scheduleValues, type ScheduleValues } from './schedule-values.js';

const units = [
  { value: 'day', label: 'Days' },
  { value: 'week', label: 'Weeks' },
  { value: 'hour', label: 'Hours' },
];

function ScheduleFields() {
  const { value: layers } = useField<readonly unknown[]>('layers');
  return (
    <>
      <TextField path="name" label="Name" placeholder="Backend Team" required />
      <ZoneField path="timeZone" label="Time zone" hint="Handoffs happen at this zone's local time" required />
      <Fieldset legend="Rotation">
        <Stack gap="sm">
          <TextField path="layers.0.name" label="Name of the rotation" required />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <NumberField
              path="layers.0.rotation.every"
              label="Hand over every"
              range={numberRanges.rotationEvery}
              required
            />
            <SelectField path="layers.0.rotation.unit" label="Unit" choices={units} />
          </SimpleGrid>
          <TextField
            path="layers.0.rotation.startsAt"
            label="First handoff"
            type="datetime-local"
            hint="In the schedule's time zone; its time of day is the time of every handoff"
            required
          />
          <OrderedReferencesField path="layers.0.participants" label="People in their order" of="users" />
        </Stack>
      </Fieldset>
      <ReferencesField path="channelIds" label="Channels" hint="Each gets one message at every handoff" of="channels" />
      {layers.length > 1 ? (
        <Alert color="gray">
          This schedule has {layers.length - 1} more layer{layers.length > 2 ? 's' : ''} above this one. They stay as
          they are.
        </Alert>
      ) : null}
    </>
  );
}

export const schedules: Resource<Schedule, ScheduleValues> = {
  path: 'schedules',
  title: 'Schedules',
  one: 'schedule',
  about: 'Who takes turns on call, and when they hand over. Overrides are made on the page “On call”.',
  empty: 'Add one for each group that takes turns on call: a rotation, and the people in their order.',
  deletion: 'Its rotation and overrides are gone. A schedule that a line or a policy uses cannot be deleted.',
  columns: [
    {
      title: 'Schedule',
      cell: ({ name, timeZone }) => (
        <>
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Text size="sm" c="dimmed">
            {timeZone}
          </Text>
        </>
      ),
    },
    { title: 'Rotation', cell: ({ layers }) => layers.map(rotationWords).join('; ') || 'None' },
    {
      title: 'People',
      cell: ({ layers }) => <NamesOf of="users" ids={[...new Set(layers.flatMap((layer) => layer.participants))]} />,
    },
  ],
  blank: {
    name: '',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    layers: [blankLayer(new Date())],
    channelIds: [],
  },
  valuesOf: (schedule) => scheduleValues(schedule, new Date()),
  bodyOf: (values) => values,
  contract: ({ newSchedule }) => newSchedule,
  Fields: ScheduleFields,
};
