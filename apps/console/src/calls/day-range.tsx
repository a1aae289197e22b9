import { Group, Text, TextInput } from '@mantine/core';
import type { CallFilters } from './call-filters.js';

interface DayRangeProps {
  readonly filters: CallFilters;
  readonly onChange: (name: 'from' | 'to', day: string) => void;
}

/** First and last day of the calls to show. */
export function DayRange({ filters: { from, to }, onChange }: DayRangeProps) {
  return (
    <Group gap={6} wrap="nowrap" role="group" aria-label="Days">
      <TextInput
        type="date"
        aria-label="First day"
        max={to}
        value={from}
        onChange={(event) => onChange('from', event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed">
        to
      </Text>
      <TextInput
        type="date"
        aria-label="Last day"
        min={from}
        value={to}
        onChange={(event) => onChange('to', event.currentTarget.value)}
      />
    </Group>
  );
}
