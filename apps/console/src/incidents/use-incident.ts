import type { Incident } from '@ringdown/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { readable } from '../api/readable.js';
import { request, requestText } from '../api/request.js';
import { asWritten } from './written-incident.js';

const keyOf = (id: string) => ['incidents', 'one', id];
const pathOf = (id: string): string => `/incidents/${encodeURIComponent(id)}`;

export function useIncident(id: string) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: async () => readable(asWritten(await requestText('GET', pathOf(id)))),
    refetchInterval: 5_000,
  });
}

interface IncidentAct {
  readonly verb: 'acknowledge' | 'resolve' | 'reopen' | 'notes';
  readonly body?: unknown;
}

export function useActOnIncident(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, body }: IncidentAct) => request<Incident>('POST', `${pathOf(id)}/${verb}`, body),
    // A note may be answered with the note alone, so the incident is asked for again whatever came back.
    onSettled: () => client.invalidateQueries({ queryKey: ['incidents'] }),
  });
}
