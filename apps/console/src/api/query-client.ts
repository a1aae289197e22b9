import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.js';

export const meKey = ['me'] as const;

const isLost = (status: number): boolean => status === 0 || status >= 500;

/** One client for the whole console: an answer of 401, wherever it comes, ends the session here too. */
export function newQueryClient(): QueryClient {
  const onError = (error: Error): void => {
    if (error instanceof Problem && error.status === 401) client.setQueryData(meKey, null);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && error instanceof Problem && isLost(error.status),
        refetchOnWindowFocus: true,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
