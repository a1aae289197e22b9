import type { DeadLetter, deadLettersAnswer } from '@ringdown/contracts';
import { compactJson, itemsOf, membersOf } from '@ringdown/kernel';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { readable } from '../api/readable.js';
import { queryString, request, requestText } from '../api/request.js';

/** A dead letter with its data also as JSON text: JavaScript rounds the large numbers that monitors send. */
export type WrittenDeadLetter = DeadLetter & { readonly dataJson: string };

type Answer = z.infer<typeof deadLettersAnswer>;
type WrittenAnswer = Omit<Answer, 'items'> & { readonly items: readonly WrittenDeadLetter[] };

/** Reads the API's answer. */
export function asWritten(answer: string): WrittenAnswer {
  const page = JSON.parse(answer) as Answer;
  const written = itemsOf(membersOf(answer).get('items') ?? '[]');
  const dataOf = (n: number): string => membersOf(written[n] ?? '{}').get('data') ?? 'null';
  return { ...page, items: page.items.map((letter, n) => ({ ...letter, dataJson: compactJson(dataOf(n)) })) };
}

const pathOf = (id: string): string => `/dead-letters/${encodeURIComponent(id)}`;

export function useDeadLetters() {
  return useInfiniteQuery({
    queryKey: ['dead-letters'],
    queryFn: async ({ pageParam }) =>
      readable(asWritten(await requestText('GET', `/dead-letters${queryString({ limit: 50, cursor: pageParam })}`))),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 15_000,
  });
}

/** Both take it off the list; a replay that failed again has changed its reason. */
export function useActOnDeadLetter(id: string) {
  const client = useQueryClient();
  const onSettled = () =>
    Promise.all(['dead-letters', 'readiness'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const replay = useMutation({ mutationFn: () => request('POST', `${pathOf(id)}/replay`), onSettled });
  const remove = useMutation({ mutationFn: () => request('DELETE', pathOf(id)), onSettled });
  return { replay, remove };
}
