import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { listAll } from './list-all.js';

/** All things of one kind of configuration, kept fresh: `useCollection<Person>('users')`. */
export function useCollection<Item>(path: string): UseQueryResult<Item[]> {
  return useQuery({
    queryKey: [path, 'all'],
    queryFn: () => listAll<Item>(`/${path}`),
    refetchInterval: 15_000,
    staleTime: 5_000,
  });
}
