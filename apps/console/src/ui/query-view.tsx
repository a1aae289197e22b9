import { Alert, Skeleton, Stack } from '@mantine/core';
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
