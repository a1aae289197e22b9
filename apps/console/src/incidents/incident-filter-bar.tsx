import { Group, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { statuses } from './status.js';
import type { IncidentFilters } from './use-incidents.js';

interface IncidentFilterBarProps {
  readonly filters: IncidentFilters;
  readonly onChange: (name: keyof IncidentFilters, value: string) => void;
}

const statusChoices = [
  { value: '', label: 'All' },
  ...Object.entries(statuses).map(([value, { label }]) => ({ value, label })),
];

export function IncidentFilterBar({ filters, onChange }: IncidentFilterBarProps) {
  const [text, setText] = useState(filters.q);
  const find = useDebouncedCallback((next: string) => onChange('q', next.trim()), 300);
  return (
    <Group mb="md" gap="sm" role="search" aria-label="Filter incidents">
      <SegmentedControl
        aria-label="Status"
        data={statusChoices}
        value={filters.status}
        onChange={(value) => onChange('status', value)}
        style={{ maxWidth: '100%', overflowX: 'auto' }}
      />
      <TextInput
        aria-label="Search"
        placeholder="Search in titles"
        style={{ flex: '1 1 12rem' }}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          find(event.currentTarget.value);
        }}
      />
    </Group>
  );
}
