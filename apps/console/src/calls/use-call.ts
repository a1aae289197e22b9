import type { Call } from '@ringdown/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/request.js';

export function useCall(id: string) {
  return useQuery({
    queryKey: ['calls', 'one', id],
    queryFn: () => request<Call>('GET', `/calls/${encodeURIComponent(id)}`),
    refetchInterval: ({ state }) => (state.data?.status === 'live' ? 2_000 : 10_000),
  });
}

export interface CallChange {
  readonly archived?: boolean;
  readonly notes?: string;
}

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
