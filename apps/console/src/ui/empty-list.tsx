import { EmptyState, Paper } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyListProps {
  readonly title: string;
  /** What to do next. */
  readonly hint: ReactNode;
  readonly children?: ReactNode;
}

export function EmptyList({ title, hint, children }: EmptyListProps) {
  return (
    <Paper withBorder py="xl" px="md">
      <EmptyState title={title} description={hint}>
        {children === undefined ? null : <EmptyState.Actions>{children}</EmptyState.Actions>}
      </EmptyState>
    </Paper>
  );
}
