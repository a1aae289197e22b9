import { type QueryClient, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { Problem } from '../api/problem.js';
import { meKey } from '../api/query-client.js';
import { keepCsrfToken, request } from '../api/request.js';
import type { Me } from '../api/things.js';

/** Whoever is signed in; null where nobody is. */
export async function fetchMe(): Promise<Me | null> {
  try {
    const me = await request<Me>('GET', '/me');
    keepCsrfToken(me.csrfToken);
    return me;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}

export function useSession(): UseQueryResult<Me | null> {
  return useQuery({ queryKey: meKey, queryFn: fetchMe, staleTime: 60_000 });
}

export const MeContext = createContext<Me | null>(null);

/** The person signed in, on every page behind the sign-in. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error('Only pages behind the sign-in may ask who is signed in.');
  return me;
}

export interface Rights {
  /** Change lines, people and all other configuration; read API keys. */
  readonly configure: boolean;
  /** Act on calls, incidents and overrides. */
  readonly act: boolean;
}

export function useRights(): Rights {
  const { role } = useMe();
  return { configure: role === 'admin', act: role !== 'viewer' };
}

/** What one person was allowed to see is not shown to the next one. */
export function forgetAllButMe(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request('POST', '/auth/logout'),
    onSuccess: () => {
      client.setQueryData(meKey, null);
      forgetAllButMe(client);
    },
  });
}
