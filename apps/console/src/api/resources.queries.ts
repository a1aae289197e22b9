import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queryString, request } from './request.js';
import type { Named, Page } from './resources.js';

const mostPages = 25;

/** Every item of a list of configuration, page after page. */
async function listAll<Item>(path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: Page<Item> = await request('GET', `${path}${queryString({ limit: 200, cursor })}`);
    items.push(...answer.items);
    cursor = answer.nextCursor ?? null;
    if (cursor === null) break;
  }
  return items;
}

/** All resources of one collection, kept fresh: `useCollection<Person>('users')`. */
export function useCollection<Item>(path: string): UseQueryResult<Item[]> {
  return useQuery({
    queryKey: [path, 'all'],
    queryFn: () => listAll<Item>(`/${path}`),
    refetchInterval: 15_000,
    staleTime: 5_000,
  });
}

/** Names by id for one collection; the id itself until it is loaded, and where the resource was deleted. */
export function useNames(path: string): (id: string) => string {
  const { data } = useCollection<Named>(path);
  const names = new Map((data ?? []).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

interface ResourceActs<Item> {
  create(body: unknown): Promise<Item>;
  change(id: string, body: unknown): Promise<Item>;
  remove(id: string): Promise<void>;
}

/** Creates, changes and deletes resources of one collection, and has its list fetched again. */
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
