import { Group, Stack, Text } from '@mantine/core';
import type { Incident } from '@ringdown/contracts';
import { useState } from 'react';
import { Instant } from '../ui/instant.js';
import { Section } from '../ui/page-layout.js';
import { LoadMore, QueryView } from '../ui/query-view.js';
import { Urgency } from './incident-badges.js';
import { Raw } from './incident-details.js';
import { detailsText } from './incident-text.js';
import { LinkedText } from './incident-timeline.js';
import { useOccurrences, type WrittenOccurrence } from './incidents.queries.js';

/** Laid out only once it is opened: bodies are long, and many. */
function Body({ json }: { readonly json: string }) {
  const [isOpen, setOpen] = useState(false);
  if (json === 'null' || json === '""') return null;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <Text component="summary" size="sm" c="dimmed" style={{ cursor: 'pointer' }}>
        Body
      </Text>
      {isOpen ? <Raw text={detailsText(json)} /> : null}
    </details>
  );
}

interface OccurrenceProps {
  readonly occurrence: WrittenOccurrence;
  /** A title of its own is shown only where it has one. */
  readonly titleOfIncident: string;
}

function Occurrence({ occurrence, titleOfIncident }: OccurrenceProps) {
  const { at, title, priority, severity, changes, bodyJson } = occurrence;
  return (
    <li>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          <Instant at={at} />
          {changes.length > 0 ? null : (
            <Text span inherit fw={400} c="dimmed">
              {' '}
              · No change
            </Text>
          )}
        </Text>
        {priority === null && severity === null ? null : <Urgency incident={occurrence} />}
      </Group>
      {title.trim() === '' || title.trim() === titleOfIncident ? null : (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Text>
      )}
      {changes.map((change, index) => (
        <Text key={index} size="sm" style={{ overflowWrap: 'anywhere' }}>
          <LinkedText text={change} />
        </Text>
      ))}
      <Body json={bodyJson} />
    </li>
  );
}

interface ListProps {
  readonly items: readonly WrittenOccurrence[];
  readonly incident: Incident;
}

function OccurrenceList({ items, incident }: ListProps) {
  return (
    <Stack gap="md" component="ol" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Occurrences, newest first">
      {items.map((occurrence) => (
        <Occurrence key={occurrence.id} occurrence={occurrence} titleOfIncident={incident.title} />
      ))}
    </Stack>
  );
}

/** Each event of the incident, newest first: what it said, and what it changed; one that changed nothing is counted. */
export function IncidentOccurrences({ incident }: { readonly incident: Incident }) {
  const occurrences = useOccurrences(incident);
  return (
    <Section title="Occurrences">
      <QueryView query={occurrences} rows={2}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0) return <OccurrenceList items={items} incident={incident} />;
          return (
            <Text size="sm" c="dimmed">
              No occurrences are stored. The newest ones of an incident are kept for some weeks.
            </Text>
          );
        }}
      </QueryView>
      <LoadMore of={occurrences} />
    </Section>
  );
}
