import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meKey } from '../api/query-client.js';
import { request } from '../api/request.js';

export type CodeWay = 'sms' | 'voice';

/** Has a code sent to a person's phone, and confirms it. A code that was sent stays good where another one is refused. */
export function usePhoneCode(userId: string) {
  const client = useQueryClient();
  const path = `/users/${encodeURIComponent(userId)}/phone`;
  const [sentBy, setSentBy] = useState<CodeWay | null>(null);
  const send = useMutation({
    mutationFn: (via: CodeWay) => request('POST', `${path}/verify`, { via }),
    onSuccess: (_, via) => setSentBy(via),
  });
  const confirm = useMutation({
    mutationFn: (code: string) => request('POST', `${path}/confirm`, { code }),
    onSuccess: () =>
      Promise.all([client.invalidateQueries({ queryKey: ['users'] }), client.invalidateQueries({ queryKey: meKey })]),
  });
  return { send, confirm, sentBy };
}
