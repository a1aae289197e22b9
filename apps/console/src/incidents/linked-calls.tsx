import { callerAtStart } from '@ringdown/domain-calls';
import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { Problem } from '../api/problem.js';
import { OutcomeBadge } from '../calls/outcome-badge.js';
import { useCall } from '../calls/use-call.js';
import { Instant } from '../ui/instant.js';
import { Section } from '../ui/section.js';

function errorWords(error: Error | null): string | null {
  if (error === null) return null;
  return error instanceof Problem && error.status === 404 ? 'This call was deleted.' : error.message;
}

function LinkedCall({ id }: { readonly id: string }) {
  const { data, error } = useCall(id);
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div style={{ minWidth: 0 }}>
        <Anchor component={Link} to={`/calls/${id}`} size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {data === undefined ? id : callerAtStart(data.caller)}
        </Anchor>
        <Text size="sm" c="dimmed">
          {errorWords(error)}
          {data === undefined ? null : <Instant at={data.calledAt} />}
        </Text>
      </div>
      {data === undefined ? null : <OutcomeBadge call={data} />}
    </Group>
  );
}

export function LinkedCalls({ callIds }: { readonly callIds: readonly string[] }) {
  if (callIds.length === 0) return null;
  return (
    <Section title="Calls">
      <Stack gap="sm">
        {callIds.map((id) => (
          <LinkedCall key={id} id={id} />
        ))}
      </Stack>
    </Section>
  );
}
