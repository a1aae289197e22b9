import { Alert, Button, Center, EmptyState, Paper, Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemAlert } from './problem-alert.js';

interface Loadable<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

interface QueryViewProps<Data> {
  readonly query: Loadable<Data>;
  readonly rows?: number;
  readonly children: (data: Data) => ReactNode;
}

/** Loading, failed or there; data that is there stays visible while a refresh fails, with a word about it. */
export function QueryView<Data>({ query, rows = 4, children }: QueryViewProps<Data>) {
  const { data, error, refetch } = query;
  if (data !== undefined) {
    return (
      <>
        {error === null ? null : (
          <Alert color="yellow" mb="md" py="xs" role="status">
            This may be out of date: {error.message}
          </Alert>
        )}
        {children(data)}
      </>
    );
  }
  if (error !== null) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="sm" aria-busy="true" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={36} />
      ))}
    </Stack>
  );
}

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

interface Paged {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

export function LoadMore({ of }: { readonly of: Paged }) {
  if (!of.hasNextPage) return null;
  return (
    <Center mt="md">
      <Button variant="default" loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
        Load more
      </Button>
    </Center>
  );
}
