import { Badge, Group, Stack, Text } from '@mantine/core';
import { defaultGraceMinutes } from '@ringdown/contracts';
import type { Integration } from '../api/resources.js';
import { Instant } from '../ui/instant.js';
import { Section } from '../ui/page-layout.js';
import { QueryView } from '../ui/query-view.js';
import { type HeartbeatState, useHeartbeat } from './integrations.queries.js';

function State({ state: { lastSeenAt, dueAt, missingSince } }: { readonly state: HeartbeatState }) {
  if (missingSince !== null) {
    return (
      <>
        <Badge color="red">Missing</Badge>
        <Text size="sm">
          Missing since <Instant at={missingSince} />.
          {lastSeenAt === null ? (
            ' It has never reported.'
          ) : (
            <>
              {' '}
              It last reported <Instant at={lastSeenAt} />.
            </>
          )}{' '}
          Its incident is resolved by the next report.
        </Text>
      </>
    );
  }
  if (lastSeenAt === null) {
    return (
      <>
        <Badge color="gray">Waiting</Badge>
        <Text size="sm">Waiting for the first report. Until then nothing is missed.</Text>
      </>
    );
  }
  return (
    <>
      <Badge color="green">Reporting</Badge>
      <Text size="sm">
        Last seen <Instant at={lastSeenAt} />.
        {dueAt === null ? null : (
          <>
            {' '}
            It has to report again by <Instant at={dueAt} />.
          </>
        )}
      </Text>
    </>
  );
}

/** Whether the job reports in time. */
export function Heartbeat({ integration }: { readonly integration: Integration }) {
  const { id, everyMinutes, graceMinutes } = integration;
  return (
    <Section title="Heartbeat">
      <Stack gap="xs">
        <QueryView query={useHeartbeat(id)} rows={1}>
          {(state) => (
            <Group gap="sm" role="status">
              <State state={state} />
            </Group>
          )}
        </QueryView>
        <Text size="sm" c="dimmed">
          Every {everyMinutes ?? '–'} min, and {graceMinutes ?? defaultGraceMinutes} min late at most.
        </Text>
      </Stack>
    </Section>
  );
}
