import { useMutation, useQueryClient } from '@tanstack/react-query';
import { meKey } from '../api/query-client.js';
import { keepCsrfToken, request } from '../api/request.js';
import { fetchMe, forgetAllButMe } from './session.js';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

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
