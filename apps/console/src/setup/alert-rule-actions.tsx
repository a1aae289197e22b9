import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { AlertRule } from '../api/resources.js';
import { useCollection, useResource } from '../api/resources.queries.js';

/** Up, down, on and off. */
export function AlertRuleActions({ item }: { readonly item: AlertRule }) {
  const { change } = useResource<AlertRule>('alert-rules');
  const { data = [] } = useCollection<AlertRule>('alert-rules');
  const { id, name, position, enabled } = item;
  const action = useMutation({
    mutationFn: (changed: Partial<Pick<AlertRule, 'position' | 'enabled'>>) => change(id, changed),
  });
  return (
    <Stack gap={2} align="flex-end">
      <Group gap={4} wrap="nowrap">
        <ActionIcon
          variant="default"
          disabled={position === 1 || action.isPending}
          onClick={() => action.mutate({ position: position - 1 })}
          aria-label={`Move ${name} up`}
        >
          ↑
        </ActionIcon>
        <ActionIcon
          variant="default"
          disabled={position >= data.length || action.isPending}
          onClick={() => action.mutate({ position: position + 1 })}
          aria-label={`Move ${name} down`}
        >
          ↓
        </ActionIcon>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          disabled={action.isPending}
          onClick={() => action.mutate({ enabled: !enabled })}
          aria-label={`${enabled ? 'Switch off' : 'Switch on'} ${name}`}
        >
          {enabled ? 'Switch off' : 'Switch on'}
        </Button>
      </Group>
      {action.error === null ? null : (
        <Text size="xs" c="red" role="alert" maw={150} style={{ whiteSpace: 'normal' }}>
          {action.error.message}
        </Text>
      )}
    </Stack>
  );
}
