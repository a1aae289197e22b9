import { Button, Text } from '@mantine/core';
import type { IntegrationEvent } from '@ringdown/contracts';
import { useState } from 'react';
import type { Integration } from '../api/resources.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatInstant } from '../ui/format-time.js';
import { Instant } from '../ui/instant.js';
import { Section } from '../ui/page-layout.js';
import { LoadMore, QueryView } from '../ui/query-view.js';
import { EventDetails } from './event-details.js';
import { readAsWords, viaWords } from './event-words.js';
import { useIntegrationEvents } from './integrations.queries.js';
import { ReceivedAlerts } from './received-alerts.js';

const columns: readonly Column<IntegrationEvent>[] = [
  {
    title: 'Received',
    cell: ({ receivedAt, via }) => (
      <>
        <Text size="sm" fw={600}>
          <Instant at={receivedAt} />
        </Text>
        <Text size="sm" c="dimmed">
          {viaWords[via]}
        </Text>
      </>
    ),
  },
  { title: 'Read as', cell: (event) => <Text size="sm">{readAsWords(event)}</Text> },
  { title: 'What became of it', cell: (event) => <ReceivedAlerts event={event} /> },
];

const emptyHints: Readonly<Record<string, string>> = {
  heartbeat: 'Call its URL once, for instance with curl: nothing is watched before the first report.',
  email: 'Send a mail to its address, or a test alert from this page.',
};

/** What the integration received lately, and what became of it. */
export function ReceivedEvents({ integration }: { readonly integration: Integration }) {
  const events = useIntegrationEvents(integration.id);
  const [opened, setOpened] = useState<string | null>(null);
  const hint = emptyHints[integration.type] ?? 'Send a test alert from this page, or post one to its URL with curl.';
  return (
    <Section title="Last events">
      <QueryView query={events}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nothing has come in the last 30 days. {hint}
            </Text>
          ) : (
            <DataTable
              label="Last events"
              items={items}
              columns={columns}
              actions={({ id, receivedAt }) => (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => setOpened(id)}
                  aria-label={`Open the event of ${formatInstant(receivedAt, { now: new Date() })}`}
                >
                  Open
                </Button>
              )}
            />
          );
        }}
      </QueryView>
      <LoadMore of={events} />
      <EventDetails integration={integration} eventId={opened} onClose={() => setOpened(null)} />
    </Section>
  );
}
