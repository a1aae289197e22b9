import type { Call } from '@ringdown/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { queryString } from '../api/query-string.js';
import { request } from '../api/request.js';
import type { Page } from '../api/things.js';
import { type CallFilters, filterQuery } from './call-filters.js';

/** The call log, newest first, page by page. */
export function useCalls(filters: CallFilters) {
  return useInfiniteQuery({
    queryKey: ['calls', 'log', filters],
    queryFn: ({ pageParam }) =>
      request<Page<Call>>('GET', `/calls${queryString({ ...filterQuery(filters), limit: 50, cursor: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 5_000,
    placeholderData: (before) => before,
  });
}

export function useLiveCalls() {
  return useQuery({
    queryKey: ['calls', 'live'],
    queryFn: () => request<Page<Call>>('GET', `/calls${queryString({ live: true, limit: 20 })}`),
    refetchInterval: 2_000,
  });
}
