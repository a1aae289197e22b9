import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Incident } from '@ringdown/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemAlert } from '../ui/problem-alert.js';
import { LoadMore, QueryView } from '../ui/query-view.js';
import { StatusBadge } from './incident-badges.js';
import { incidentTitle } from './incident-words.js';
import { useIncidents } from './incidents.queries.js';

interface IncidentPickerProps {
  readonly onPick: (id: string) => Promise<void>;
  /** What is done with the one that is chosen. */
  readonly verb?: string;
}

interface FoundProps {
  readonly incident: Incident;
  readonly isPending: boolean;
  readonly verb: string;
  readonly onPick: () => void;
}

function Found({ incident, isPending, verb, onPick }: FoundProps) {
  const title = incidentTitle(incident);
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start" component="li">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={600} lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Text>
        <Text component="div" size="sm" c="dimmed">
          #{incident.number} <StatusBadge status={incident.status} />
        </Text>
      </div>
      <Button size="compact-sm" variant="light" loading={isPending} onClick={onPick} aria-label={`${verb} ${title}`}>
        {verb}
      </Button>
    </Group>
  );
}

/** Searches incidents by title, newest first, and hands over the one that is chosen. */
export function IncidentPicker({ onPick, verb = 'Link' }: IncidentPickerProps) {
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 300);
  const incidents = useIncidents({ status: '', q });
  const picking = useMutation({ mutationFn: onPick });
  return (
    <Stack>
      <TextInput
        aria-label="Search incidents"
        placeholder="Title of the incident"
        value={text}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ProblemAlert error={picking.error} />
      <QueryView query={incidents} rows={5}>
        {({ pages }) => {
          const found = pages.flatMap(({ items }) => items);
          return (
            <Stack gap="sm" component="ul" m={0} p={0} mih={240} aria-live="polite" style={{ listStyle: 'none' }}>
              {found.length === 0 ? <Text size="sm">No incident fits.</Text> : null}
              {found.map((incident) => (
                <Found
                  key={incident.id}
                  incident={incident}
                  verb={verb}
                  isPending={picking.isPending && picking.variables === incident.id}
                  onPick={() => picking.mutate(incident.id)}
                />
              ))}
            </Stack>
          );
        }}
      </QueryView>
      <LoadMore of={incidents} />
    </Stack>
  );
}
