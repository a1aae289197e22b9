import { Group, SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import type { Line } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { choicesOf } from '../form/choice-fields.js';
import type { CallFilters } from './call-filters.js';
import { outcomes } from './call-words.js';

interface CallerSearchProps {
  readonly initial: string;
  readonly onChange: (caller: string) => void;
}

/** Searches as one types, a moment after the last key. */
function CallerSearch({ initial, onChange }: CallerSearchProps) {
  const [caller, setCaller] = useState(initial);
  const search = useDebouncedCallback((text: string) => onChange(text.trim()), 300);
  return (
    <TextInput
      aria-label="Caller"
      placeholder="Caller's name or number"
      style={{ flex: '1 1 12rem' }}
      value={caller}
      onChange={(event) => {
        setCaller(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
    />
  );
}

interface DayRangeProps {
  readonly filters: CallFilters;
  readonly onChange: (name: 'from' | 'to', day: string) => void;
}

/** First and last day of the calls to show. */
function DayRange({ filters: { from, to }, onChange }: DayRangeProps) {
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
