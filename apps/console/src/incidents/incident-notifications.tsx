import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import type { IncidentNotification } from '@ringdown/contracts';
import { useState } from 'react';
import { formatUntil } from '../ui/format-time.js';
import { Instant, useNow } from '../ui/instant.js';
import { Section } from '../ui/page-layout.js';
import { QueryView } from '../ui/query-view.js';
import { useIncidentNotifications } from './incidents.queries.js';
import { byPersonAndStep, instantMeans, notifyWays, stateLook } from './notification-words.js';

interface WayProps {
  readonly notification: IncidentNotification;
  readonly now: number;
}

function Way({ notification, now }: WayProps) {
  const { type, state, at, detail } = notification;
  const look = stateLook(notification);
  const left = Date.parse(at) - now;
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" component="li">
      <div style={{ minWidth: 0 }}>
        <Text size="sm">
          {notifyWays[type]}{' '}
          <Text span inherit c="dimmed">
            · {instantMeans(notification, new Date(now))} <Instant at={at} />
            {state === 'waiting' && left > 0 ? `, ${formatUntil(left)}` : null}
          </Text>
        </Text>
        {detail === null ? null : (
          <Text size="sm" c={state === 'failed' ? 'red' : 'dimmed'} style={{ overflowWrap: 'anywhere' }}>
            {detail}
          </Text>
        )}
      </div>
      <Badge variant="light" color={look.color}>
        {look.label}
      </Badge>
    </Group>
  );
}

const shownAtFirst = 30;

/** The newest come last; of a long night only those, until all are asked for. */
function ToldPeople({ items }: { readonly items: readonly IncidentNotification[] }) {
  const now = useNow();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? items : items.slice(-shownAtFirst);
  const before = items.length - shown.length;
  return (
    <Stack gap="md">
      {before === 0 ? null : (
        <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setWhole(true)}>
          Show the {before.toLocaleString('en')} before these
        </Anchor>
      )}
      {byPersonAndStep(shown).map(({ name, occasion, notifications }) => (
        <div key={notifications[0]?.id}>
          <Text size="sm" fw={600}>
            {name}{' '}
            <Text span inherit fw={400} c="dimmed">
              · {occasion}
            </Text>
          </Text>
          <Stack gap={4} mt={4} mb={0} component="ol" p={0} style={{ listStyle: 'none' }}>
            {notifications.map((notification) => (
              <Way key={notification.id} notification={notification} now={now} />
            ))}
          </Stack>
        </div>
      ))}
    </Stack>
  );
}

/** Which people were notified, how, and what came of it. */
export function IncidentNotifications({ incidentId }: { readonly incidentId: string }) {
  return (
    <Section title="Who was notified">
      <QueryView query={useIncidentNotifications(incidentId)} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nobody yet. People are notified by the steps of the escalation policy, and when they are made responders.
            </Text>
          ) : (
            <ToldPeople items={items} />
          )
        }
      </QueryView>
    </Section>
  );
}
