import type { Incident, IncidentNotification, IncidentOccurrence } from '@ringdown/contracts';
import { compactJson, itemsOf, membersOf } from '@ringdown/kernel';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { readable } from '../api/readable.js';
import { queryString, request, requestText } from '../api/request.js';
import type { Page } from '../api/resources.js';

/** An incident with its details also as JSON text: JavaScript rounds the large numbers that monitors send. */
export type WrittenIncident = Incident & { readonly detailsJson: string };

/** Reads the API's answer. */
export const asWritten = (answer: string): WrittenIncident => ({
  ...(JSON.parse(answer) as Incident),
  detailsJson: compactJson(membersOf(answer).get('details') ?? 'null'),
});

const keyOf = (id: string) => ['incidents', 'one', id];
const pathOf = (id: string): string => `/incidents/${encodeURIComponent(id)}`;

export function useIncident(id: string) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: async () => readable(asWritten(await requestText('GET', pathOf(id)))),
    refetchInterval: 5_000,
  });
}

/** Who was notified of an incident, and what came of it; reports of providers come in for a while after its end. */
export function useIncidentNotifications(id: string) {
  return useQuery({
    queryKey: [...keyOf(id), 'notifications'],
    queryFn: () => request<{ readonly items: readonly IncidentNotification[] }>('GET', `${pathOf(id)}/notifications`),
    refetchInterval: 5_000,
  });
}

/** An event of an incident with its body also as JSON text. */
export type WrittenOccurrence = IncidentOccurrence & { readonly bodyJson: string };

/** Reads one page of the API's answer. */
export function occurrencesAsWritten(answer: string): Page<WrittenOccurrence> {
  const { items, nextCursor } = JSON.parse(answer) as Page<IncidentOccurrence>;
  const written = itemsOf(membersOf(answer).get('items') ?? '[]').map(membersOf);
  const bodyJson = (n: number): string => compactJson(written[n]?.get('body') ?? 'null');
  return { items: items.map((item, n) => ({ ...item, bodyJson: bodyJson(n) })), nextCursor };
}

/** The events of an incident, newest first; fetched again when the incident shows that there is another one, since bodies are long. */
export function useOccurrences({ id, occurrences, lastSeenAt, status, quietAt }: Incident) {
  const client = useQueryClient();
  const queryKey = useMemo(() => [...keyOf(id), 'occurrences'], [id]);
  const seen = [occurrences, lastSeenAt, status, quietAt].join(' ');
  const shown = useRef(seen);
  useEffect(() => {
    if (shown.current === seen) return;
    shown.current = seen;
    void client.invalidateQueries({ queryKey });
  }, [client, queryKey, seen]);
  return useInfiniteQuery({
    queryKey,
    queryFn: async ({ pageParam }) => {
      const path = `${pathOf(id)}/occurrences${queryString({ limit: 20, cursor: pageParam })}`;
      return readable(occurrencesAsWritten(await requestText('GET', path)));
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** What can be done with an incident, as requests below its own path. */
const acts = {
  acknowledge: ['POST', '/acknowledge'],
  unacknowledge: ['POST', '/unacknowledge'],
  escalate: ['POST', '/escalate'],
  resolve: ['POST', '/resolve'],
  reopen: ['POST', '/reopen'],
  note: ['POST', '/notes'],
  mute: ['PUT', '/mute'],
  unmute: ['DELETE', '/mute'],
  change: ['PATCH', ''],
} as const;

interface IncidentAct {
  readonly verb: keyof typeof acts;
  readonly body?: unknown;
}

export function useActOnIncident(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, body }: IncidentAct) => {
      const [method, path] = acts[verb];
      return request<Incident>(method, `${pathOf(id)}${path}`, body);
    },
    // A note may be answered with the note alone, so the incident is fetched again whatever came back.
    onSettled: () => client.invalidateQueries({ queryKey: ['incidents'] }),
  });
}

type ResponderChange =
  { readonly add: string; readonly remove?: undefined } | { readonly remove: string; readonly add?: undefined };

/**
 * The API takes all responders at once. They are fetched first, so that those stay who were added elsewhere before, and one change is
 * made after the other.
 */
export function useChangeResponders(id: string) {
  const client = useQueryClient();
  return useMutation({
    scope: { id: `responders of ${id}` },
    mutationFn: async ({ add, remove }: ResponderChange) => {
      const { responders } = await request<Incident>('GET', pathOf(id));
      const others = responders.map((responder) => responder.id).filter((one) => one !== add && one !== remove);
      const userIds = add === undefined ? others : [...others, add];
      return request<Incident>('PUT', `${pathOf(id)}/responders`, { userIds });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['incidents'] }),
  });
}

export interface IncidentFilters {
  readonly status: string;
  readonly q: string;
}

export function useIncidents(filters: IncidentFilters) {
  return useInfiniteQuery({
    queryKey: ['incidents', 'list', filters],
    queryFn: ({ pageParam }) =>
      request<Page<Incident>>('GET', `/incidents${queryString({ ...filters, limit: 50, cursor: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 5_000,
    placeholderData: (before) => before,
  });
}
