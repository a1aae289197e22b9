import type { Delivery } from '@ringdown/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryString } from '../api/query-string.js';
import { request } from '../api/request.js';
import type { Page } from '../api/things.js';

export type DeliveriesOf = { readonly callId: string } | { readonly incidentId: string };

export function useDeliveries(of: DeliveriesOf) {
  return useQuery({
    queryKey: ['deliveries', of],
    queryFn: () => request<Page<Delivery>>('GET', `/deliveries${queryString({ ...of, limit: 50 })}`),
    refetchInterval: 5_000,
  });
}

export function useResend() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<Delivery>('POST', `/deliveries/${encodeURIComponent(id)}/resend`),
    onSettled: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  });
}
