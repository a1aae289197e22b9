import { Group, SegmentedControl, Select } from '@mantine/core';
import type { Line } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import { choicesOf } from '../form/choice.js';
import type { CallFilters } from './call-filters.js';
import { CallerSearch } from './caller-search.js';
import { DayRange } from './day-range.js';
import { outcomes } from './outcome.js';

interface CallFilterBarProps {
  readonly filters: CallFilters;
  readonly onChange: (name: keyof CallFilters, value: string) => void;
}

const outcomeChoices = Object.entries(outcomes).map(([value, { label }]) => ({ value, label }));

export function CallFilterBar({ filters, onChange }: CallFilterBarProps) {
  const lines = useCollection<Line>('lines');
  return (
    <Group mb="md" gap="sm" role="search" aria-label="Filter calls">
      <CallerSearch initial={filters.caller} onChange={(caller) => onChange('caller', caller)} />
      <Select
        aria-label="Line"
        placeholder="All lines"
        style={{ flex: '1 1 10rem' }}
        clearable
        data={choicesOf(lines.data ?? [])}
        value={filters.lineId === '' ? null : filters.lineId}
        onChange={(value) => onChange('lineId', value ?? '')}
      />
      <Select
        aria-label="Outcome"
        placeholder="All outcomes"
        style={{ flex: '1 1 10rem' }}
        clearable
        data={outcomeChoices}
        value={filters.outcome === '' ? null : filters.outcome}
        onChange={(value) => onChange('outcome', value ?? '')}
      />
      <DayRange filters={filters} onChange={onChange} />
      <SegmentedControl
        aria-label="Archive"
        data={[
          { value: '', label: 'Current' },
          { value: 'true', label: 'Archived' },
        ]}
        value={filters.archived ? 'true' : ''}
        onChange={(value) => onChange('archived', value)}
      />
    </Group>
  );
}
