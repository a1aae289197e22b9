import { Anchor, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { callerAtStart } from '@ringdown/domain-calls';
import { Link } from 'react-router';
import { Elapsed } from '../ui/instant.js';
import { useLiveCalls } from './calls.queries.js';
import classes from './live-calls.module.css';

function LiveCall({ call }: { readonly call: Call }) {
  return (
    <Group justify="space-between" gap="xs" align="flex-start">
      <div style={{ minWidth: 0, flex: '1 1 14rem' }}>
        <Anchor component={Link} to={`/calls/${call.id}`} fw={600} size="sm">
          {callerAtStart(call.caller)}
        </Anchor>
        {call.test ? (
          <Badge variant="outline" color="gray" size="sm" ml={6}>
            Test
          </Badge>
        ) : null}
        <Text size="sm" c="dimmed">
          {call.lineName} · {call.steps.at(-1)?.text ?? 'Just came in'}
        </Text>
      </div>
      <Elapsed since={call.calledAt} />
    </Group>
  );
}

/** Calls that are going on now; nothing at all where there are none. */
export function LiveCalls() {
  const { data } = useLiveCalls();
  const calls = data?.items ?? [];
  if (calls.length === 0) return null;
  return (
    <Paper withBorder p="md" mb="lg" component="section" aria-label="Live calls" aria-live="polite">
      <Group gap="xs" mb="sm">
        <span className={classes.dot} aria-hidden="true" />
        <Title order={2} size="h5">
          Live now
        </Title>
      </Group>
      <Stack gap="sm">
        {calls.map((call) => (
          <LiveCall key={call.id} call={call} />
        ))}
      </Stack>
    </Paper>
  );
}
