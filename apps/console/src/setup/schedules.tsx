import { Text } from '@mantine/core';
import type { Schedule } from '../api/things.js';
import { NamesOf } from './names-of.js';
import type { Resource } from './resource.js';
import { rotationWords } from './rotation-words.js';
import { ScheduleFields } from './schedule-fields.js';
import { blankLayer, scheduleValues, type ScheduleValues } from './schedule-values.js';

export const schedules: Resource<Schedule, ScheduleValues> = {
  path: 'schedules',
  title: 'Schedules',
  one: 'schedule',
  about: 'Who takes turns on call, and when they hand over. Overrides are made on the page “On call”.',
  empty: 'Make one for each group that shares the pager: a rotation, and the people in their order.',
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
  },
  valuesOf: (schedule) => scheduleValues(schedule, new Date()),
  bodyOf: (values) => values,
  Fields: ScheduleFields,
};
