import { Center, Container, Loader } from '@mantine/core';
import type { login } from '@ringdown/contracts';
import { type QueryClient, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import type { z } from 'zod';
import { Problem } from '../api/problem.js';
import { meKey } from '../api/query-client.js';
import { keepCsrfToken, request } from '../api/request.js';
import type { Me } from '../api/resources.js';
import { ProblemAlert } from '../ui/problem-alert.js';

/** Whoever is signed in; null where nobody is. */
async function fetchMe(): Promise<Me | null> {
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

const MeContext = createContext<Me | null>(null);

/** The person signed in, on every page behind the sign-in. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error('useMe works only on pages behind the sign-in.');
  return me;
}

interface Rights {
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
function forgetAllButMe(client: QueryClient): void {
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

type Credentials = z.infer<typeof login>;

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: Credentials) => {
      const { csrfToken } = await request<{ csrfToken: string }>('POST', '/auth/login', credentials);
      keepCsrfToken(csrfToken);
      return fetchMe();
    },
    onSuccess: (me) => {
      forgetAllButMe(client);
      client.setQueryData(meKey, me);
    },
  });
}

/** Sends whoever is not signed in to the sign-in page, and remembers where they wanted to go. */
export function RequireSession() {
  const session = useSession();
  const location = useLocation();
  if (session.data === undefined) {
    if (session.error === null) {
      return (
        <Center mih="100vh">
          <Loader aria-label="Loading" />
        </Center>
      );
    }
    return (
      <Container size="xs" pt="15vh">
        <ProblemAlert error={session.error} onRetry={() => void session.refetch()} />
      </Container>
    );
  }
  if (session.data === null) {
    const from = `${location.pathname}${location.search}`;
    return <Navigate to="/sign-in" replace state={{ from }} />;
  }
  return (
    <MeContext value={session.data}>
      <Outlet />
    </MeContext>
  );
}
