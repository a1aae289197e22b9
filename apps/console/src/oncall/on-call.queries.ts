import type { hoursAnswer, onCallOverview, shiftsAnswer } from '@ringdown/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { z } from 'zod';
import { queryString, request } from '../api/request.js';
import type { Override } from '../api/resources.js';

export function useOnCall() {
  return useQuery({
    queryKey: ['on-call', 'now'],
    queryFn: () => request<z.infer<typeof onCallOverview>>('GET', '/on-call'),
    refetchInterval: 5_000,
  });
}

export function useShifts(scheduleId: string, from: Date, to: Date) {
  const span = { from: from.toISOString(), to: to.toISOString() };
  return useQuery({
    queryKey: ['on-call', 'shifts', scheduleId, span],
    queryFn: () => request<z.infer<typeof shiftsAnswer>>('GET', `/schedules/${scheduleId}/shifts${queryString(span)}`),
    refetchInterval: 60_000,
  });
}

export function useSharedHours(scheduleId: string, from: string, to: string) {
  const span = { from, to };
  return useQuery({
    queryKey: ['on-call', 'hours', scheduleId, span],
    queryFn: () => request<z.infer<typeof hoursAnswer>>('GET', `/schedules/${scheduleId}/hours${queryString(span)}`),
  });
}

export function useOverrides(scheduleId: string) {
  return useQuery({
    queryKey: ['on-call', 'overrides', scheduleId],
    queryFn: () => request<{ readonly items: readonly Override[] }>('GET', `/schedules/${scheduleId}/overrides`),
    refetchInterval: 60_000,
  });
}

/** An override moves everything on the page, so all of it is fetched again. */
export function useOnCallChanged(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: ['on-call'] }), [client]);
}
