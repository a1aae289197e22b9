import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { queryString } from '../api/query-string.js';
import { readable } from '../api/readable.js';
import { request, requestText } from '../api/request.js';
import { asWritten } from './written-dead-letters.js';

const pathOf = (id: string): string => `/dead-letters/${encodeURIComponent(id)}`;

export function useDeadLetters() {
  return useInfiniteQuery({
    queryKey: ['dead-letters'],
    queryFn: async ({ pageParam }) =>
      readable(asWritten(await requestText('GET', `/dead-letters${queryString({ limit: 50, cursor: pageParam })}`))),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 15_000,
  });
}

/** Both take it off the list; a replay that failed again has changed its reason. */
export function useActOnDeadLetter(id: string) {
  const client = useQueryClient();
  const onSettled = () =>
    Promise.all(['dead-letters', 'readiness'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const replay = useMutation({ mutationFn: () => request('POST', `${pathOf(id)}/replay`), onSettled });
  const remove = useMutation({ mutationFn: () => request('DELETE', pathOf(id)), onSettled });
  return { replay, remove };
}
