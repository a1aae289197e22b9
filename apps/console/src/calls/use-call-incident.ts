import type { Incident } from '@ringdown/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { request } from '../api/request.js';

export interface CallIncidentActs {
  create(body: unknown): Promise<void>;
  link(incidentId: string): Promise<void>;
  unlink(): Promise<void>;
}

/** Gives a call an incident or takes it away; calls and incidents are asked for again. */
export function useCallIncident(callId: string): CallIncidentActs {
  const client = useQueryClient();
  return useMemo(() => {
    const path = `/calls/${encodeURIComponent(callId)}/incident`;
    const thenRefresh = async (answer: Promise<unknown>): Promise<void> => {
      await answer;
      await Promise.all([
        client.invalidateQueries({ queryKey: ['calls'] }),
        client.invalidateQueries({ queryKey: ['incidents'] }),
      ]);
    };
    return {
      create: (body) => thenRefresh(request<Incident>('POST', path, body)),
      link: (incidentId) => thenRefresh(request('PUT', path, { incidentId })),
      unlink: () => thenRefresh(request('DELETE', path)),
    };
  }, [client, callId]);
}
