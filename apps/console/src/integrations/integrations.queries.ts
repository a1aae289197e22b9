import type {
  heartbeatState,
  integrationDryRun,
  IntegrationEvent,
  integrationEventWithBody,
  ReceivedEvent,
} from '@ringdown/contracts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { queryString, request } from '../api/request.js';
import type { Integration, Page } from '../api/resources.js';
import { isSettled } from './event-words.js';

export type EventWithBody = z.infer<typeof integrationEventWithBody>;
export type DryRun = z.infer<typeof integrationDryRun>;
export type HeartbeatState = z.infer<typeof heartbeatState>;

const pathOf = (id: string): string => `/integrations/${encodeURIComponent(id)}`;
const eventPath = (id: string, eventId: string): string => `${pathOf(id)}/events/${encodeURIComponent(eventId)}`;
const eventsKey = (id: string) => ['integrations', 'events', id];

export function useIntegration(id: string) {
  return useQuery({
    queryKey: ['integrations', 'one', id],
    queryFn: () => request<Integration>('GET', pathOf(id)),
    refetchInterval: 15_000,
  });
}

/** Creates an integration, or changes the one with this id. */
export function useSaveIntegration(id: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: unknown) =>
      id === null
        ? request<Integration>('POST', '/integrations', body)
        : request<Integration>('PATCH', pathOf(id), body),
    onSuccess: (integration) => {
      client.setQueryData(['integrations', 'one', integration.id], integration);
      return client.invalidateQueries({ queryKey: ['integrations'] });
    },
  });
}

export function useDeleteIntegration(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request('DELETE', pathOf(id)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['integrations', 'all'] }),
  });
}

/** Gives it a new token, and with that a new address. */
export function useRotateToken(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request('POST', `${pathOf(id)}/rotate-token`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['integrations'] }),
  });
}

export function useHeartbeat(id: string) {
  return useQuery({
    queryKey: ['integrations', 'heartbeat', id],
    queryFn: () => request<HeartbeatState>('GET', `${pathOf(id)}/heartbeat`),
    refetchInterval: 5_000,
  });
}

/** What it received, newest first; null asks for nothing. */
export function useIntegrationEvents(id: string | null) {
  return useInfiniteQuery({
    queryKey: eventsKey(id ?? ''),
    queryFn: ({ pageParam }) =>
      request<Page<IntegrationEvent>>(
        'GET',
        `${pathOf(id ?? '')}/events${queryString({ limit: 20, cursor: pageParam })}`,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 5_000,
    enabled: id !== null,
  });
}

/** One event with its body; one that has just come is asked for again until its incidents are there. */
export function useIntegrationEvent(id: string | null, eventId: string | null) {
  return useQuery({
    queryKey: ['integrations', 'event', id, eventId],
    queryFn: () => request<EventWithBody>('GET', eventPath(id ?? '', eventId ?? '')),
    enabled: id !== null && eventId !== null,
    refetchInterval: ({ state: { data } }) => (data === undefined || isSettled(data, Date.now()) ? false : 1_000),
  });
}

/** Has what it receives fetched again once something was sent to it. */
function useSend<Sent>(id: string, send: (sent: Sent) => Promise<ReceivedEvent>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => client.invalidateQueries({ queryKey: eventsKey(id) }),
  });
}

export const useSendTest = (id: string) =>
  useSend(id, (status: 'trigger' | 'resolve') => request<ReceivedEvent>('POST', `${pathOf(id)}/test`, { status }));

export const useReplay = (id: string) =>
  useSend(id, (eventId: string) => request<ReceivedEvent>('POST', `${eventPath(id, eventId)}/replay`));

/** What an event would become by the mapping that is stored. */
export const foreseeStored = (id: string, eventId: string): Promise<DryRun> =>
  request<DryRun>('POST', `${pathOf(id)}/dry-run`, { eventId });

/** What an event would become by a mapping that is not stored yet. */
export const foreseeDraft = (draft: unknown): Promise<DryRun> =>
  request<DryRun>('POST', '/integrations/dry-run', draft);
