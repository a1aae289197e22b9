import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface PageHeaderProps {
  readonly title: string;
  readonly about?: ReactNode;
  readonly before?: ReactNode;
  readonly actions?: ReactNode;
}

export function PageHeader({ title, about, before, actions }: PageHeaderProps) {
  return (
    <Group justify="space-between" align="flex-end" mb="lg" gap="md">
      <title>{`${title} · Ringdown`}</title>
      <Stack gap={4} style={{ minWidth: 0, flex: '1 1 18rem' }}>
        {before}
        <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Title>
        {about === undefined ? null : (
          <Text c="dimmed" size="sm" component="div" maw={720}>
            {about}
          </Text>
        )}
      </Stack>
      {actions === undefined ? null : <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
