import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { queryString, request } from '../api/request.js';
import type { OnCallNow, Override, Shift } from '../api/resources.js';

interface Items<Item> {
  readonly items: readonly Item[];
}

export function useOnCall() {
  return useQuery({
    queryKey: ['on-call', 'now'],
    queryFn: () => request<Items<OnCallNow>>('GET', '/on-call'),
    refetchInterval: 5_000,
  });
}

export function useShifts(scheduleId: string, from: Date, to: Date) {
  const span = { from: from.toISOString(), to: to.toISOString() };
  return useQuery({
    queryKey: ['on-call', 'shifts', scheduleId, span],
    queryFn: () => request<Items<Shift>>('GET', `/schedules/${scheduleId}/shifts${queryString(span)}`),
    refetchInterval: 60_000,
  });
}

export function useOverrides(scheduleId: string) {
  return useQuery({
    queryKey: ['on-call', 'overrides', scheduleId],
    queryFn: () => request<Items<Override>>('GET', `/schedules/${scheduleId}/overrides`),
    refetchInterval: 60_000,
  });
}

/** An override moves everything on the page, so all of it is asked for again. */
export function useOnCallChanged(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: ['on-call'] }), [client]);
}
