import type { Call, callChange, Incident } from '@ringdown/contracts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import { queryString, request } from '../api/request.js';
import type { Page } from '../api/resources.js';
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

export function useCall(id: string) {
  return useQuery({
    queryKey: ['calls', 'one', id],
    queryFn: () => request<Call>('GET', `/calls/${encodeURIComponent(id)}`),
    refetchInterval: ({ state }) => (state.data?.status === 'live' ? 2_000 : 10_000),
  });
}

type CallChange = z.infer<typeof callChange>;

export function useChangeCall(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: CallChange) => request<Call>('PATCH', `/calls/${encodeURIComponent(id)}`, change),
    onSuccess: (call) => {
      client.setQueryData(['calls', 'one', id], call);
      return client.invalidateQueries({ queryKey: ['calls', 'log'] });
    },
  });
}

interface CallIncidentActs {
  create(body: unknown): Promise<void>;
  link(incidentId: string): Promise<void>;
  unlink(): Promise<void>;
}

/** Gives a call an incident or takes it away; calls and incidents are fetched again. */
export function useCallIncident(callId: string): CallIncidentActs {
  const client = useQueryClient();
  return useMemo(() => {
    const path = `/calls/${encodeURIComponent(callId)}/incident`;
    const thenRefresh = async (answer: Promise<unknown>): Promise<void> => {
      await answer;
      await Promise.all([
        client.invalidateQueries({ queryKey: ['calls'] }),
        client.invalidateQueries({ queryKey: ['incidents'] }),
      ]);
    };
    return {
      create: (body) => thenRefresh(request<Incident>('POST', path, body)),
      link: (incidentId) => thenRefresh(request('PUT', path, { incidentId })),
      unlink: () => thenRefresh(request('DELETE', path)),
    };
  }, [client, callId]);
}
