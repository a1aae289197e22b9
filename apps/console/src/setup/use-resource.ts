import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { request } from '../api/request.js';
import type { Named } from '../api/things.js';

export interface ResourceActs<Item> {
  create(body: unknown): Promise<Item>;
  change(id: string, body: unknown): Promise<Item>;
  remove(id: string): Promise<void>;
}

/** Creates, changes and deletes things of one collection, and has its list asked for again. */
export function useResource<Item extends Named>(path: string): ResourceActs<Item> {
  const client = useQueryClient();
  return useMemo(() => {
    const one = (id: string): string => `/${path}/${encodeURIComponent(id)}`;
    const thenRefresh = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
      const result = await answer;
      await Promise.all([
        client.invalidateQueries({ queryKey: [path] }),
        client.invalidateQueries({ queryKey: ['on-call'] }),
      ]);
      return result;
    };
    return {
      create: (body) => thenRefresh(request<Item>('POST', `/${path}`, body)),
      change: (id, body) => thenRefresh(request<Item>('PATCH', one(id), body)),
      remove: (id) => thenRefresh(request<void>('DELETE', one(id))),
    };
  }, [client, path]);
}
