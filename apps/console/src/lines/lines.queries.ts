import type { Preview } from '@ringdown/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryString, request } from '../api/request.js';
import type { Line, RingTarget, TestMode } from '../api/resources.js';
import { useNames } from '../api/resources.queries.js';

const pathOf = (id: string): string => `/lines/${encodeURIComponent(id)}`;

export function useLine(id: string) {
  return useQuery({
    queryKey: ['lines', 'one', id],
    queryFn: () => request<Line>('GET', pathOf(id)),
    refetchInterval: 15_000,
  });
}

/** Creates a line, or changes the one with this id. */
export function useSaveLine(id: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Record<string, unknown>) =>
      id === null ? request<Line>('POST', '/lines', body) : request<Line>('PATCH', pathOf(id), body),
    onSuccess: (line) => {
      client.setQueryData(['lines', 'one', line.id], line);
      return client.invalidateQueries({ queryKey: ['lines'] });
    },
  });
}

export function useDeleteLine(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request('DELETE', pathOf(id)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['lines', 'all'] }),
  });
}

/** The dry run of a line at an instant; null is now, and keeps up with it. */
export function usePreview(lineId: string, at: string | null) {
  return useQuery({
    queryKey: ['lines', 'preview', lineId, at],
    queryFn: () => request<Preview>('GET', `/lines/${encodeURIComponent(lineId)}/preview${queryString({ at })}`),
    placeholderData: (before) => before,
    ...(at === null ? { refetchInterval: 15_000 } : {}),
  });
}

/** Switches a line's test mode on for oneself, or off; the line on the page follows at once. */
export function useTestMode(lineId: string) {
  const client = useQueryClient();
  const path = `/lines/${encodeURIComponent(lineId)}/test-mode`;
  return useMutation({
    mutationFn: async (on: boolean): Promise<TestMode | null> => {
      if (on) return request<TestMode>('POST', path);
      await request('DELETE', path);
      return null;
    },
    onSuccess: (testMode) => {
      client.setQueryData<Line>(['lines', 'one', lineId], (line) =>
        line === undefined ? line : { ...line, testMode },
      );
      return client.invalidateQueries({ queryKey: ['lines'] });
    },
  });
}

export function useTargetName(): (target: RingTarget) => string {
  const person = useNames('users');
  const schedule = useNames('schedules');
  return ({ type, id }) => (type === 'user' ? person(id) : schedule(id));
}
