import type { Delivery } from '@ringdown/contracts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryString, request } from '../api/request.js';
import type { Page } from '../api/resources.js';
import type { DeliveryFilters } from './delivery-words.js';

/** The call or the incident that they are about. */
export type DeliveriesOf = { readonly callId: string } | { readonly incidentId: string };

export function useDeliveriesOf(of: DeliveriesOf) {
  return useQuery({
    queryKey: ['deliveries', of],
    queryFn: () => request<Page<Delivery>>('GET', `/deliveries${queryString({ ...of, limit: 50 })}`),
    refetchInterval: 5_000,
  });
}

/** All that the filters let through, the newest first, page after page. */
export function useDeliveries(filters: DeliveryFilters) {
  return useInfiniteQuery({
    queryKey: ['deliveries', 'all', filters],
    queryFn: ({ pageParam }) =>
      request<Page<Delivery>>('GET', `/deliveries${queryString({ ...filters, limit: 50, cursor: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 10_000,
  });
}

export function useResend() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<Delivery>('POST', `/deliveries/${encodeURIComponent(id)}/resend`),
    onSettled: () =>
      Promise.all(['deliveries', 'channel-states'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}
