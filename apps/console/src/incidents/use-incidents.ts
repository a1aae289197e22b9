import type { Incident } from '@ringdown/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { queryString } from '../api/query-string.js';
import { request } from '../api/request.js';
import type { Page } from '../api/things.js';

export interface IncidentFilters {
  readonly status: string;
  readonly q: string;
}

export function useIncidents(filters: IncidentFilters) {
  return useInfiniteQuery({
    queryKey: ['incidents', 'list', filters],
    queryFn: ({ pageParam }) =>
      request<Page<Incident>>('GET', `/incidents${queryString({ ...filters, limit: 50, cursor: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 5_000,
    placeholderData: (before) => before,
  });
}
