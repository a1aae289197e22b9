import { Anchor, Grid, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

export function BackLink({ to, children }: { readonly to: string; readonly children: string }) {
  return (
    <Anchor component={Link} to={to} size="sm" c="dimmed">
      ← {children}
    </Anchor>
  );
}

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

interface SectionProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A titled card, the building block of every detail page. */
export function Section({ title, actions, children }: SectionProps) {
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }} component="section" aria-label={title}>
      <Group justify="space-between" mb="md" gap="xs">
        <Title order={2} size="h4">
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Paper>
  );
}

interface DetailColumnsProps {
  readonly main: ReactNode;
  readonly side: ReactNode;
}

/** The sections of a detail page: what happened on the left, what it is on the right; one below the other on a phone. */
export function DetailColumns({ main, side }: DetailColumnsProps) {
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack>{main}</Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack>{side}</Stack>
      </Grid.Col>
    </Grid>
  );
}
