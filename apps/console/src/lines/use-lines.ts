import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/request.js';
import type { Line } from '../api/things.js';

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
