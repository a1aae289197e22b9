import type { ChannelState, channelStatesAnswer, rotatedSecret } from '@ringdown/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { request } from '../api/request.js';
import type { Channel } from '../api/resources.js';

const pathOf = (id: string): string => `/channels/${encodeURIComponent(id)}`;
const statesKey = ['channel-states'];

export function useChannel(id: string) {
  return useQuery({
    queryKey: ['channels', 'one', id],
    queryFn: () => request<Channel>('GET', pathOf(id)),
    refetchInterval: 15_000,
  });
}

/** How the channels are doing; one to which nothing was sent yet is not in it. */
export function useChannelStates() {
  return useQuery({
    queryKey: statesKey,
    queryFn: () => request<z.infer<typeof channelStatesAnswer>>('GET', '/channel-states'),
    refetchInterval: 10_000,
  });
}

/** Has messages sent again to a channel that was disabled. */
export function useEnableChannel(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<ChannelState>('POST', `${pathOf(id)}/enable`),
    onSettled: () =>
      Promise.all([statesKey, ['deliveries'], ['readiness']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** Gives a webhook a new signing secret, which only this answer has. */
export function useRotateSecret(id: string) {
  return useMutation({
    mutationFn: () => request<z.infer<typeof rotatedSecret>>('POST', `${pathOf(id)}/rotate-secret`),
  });
}
