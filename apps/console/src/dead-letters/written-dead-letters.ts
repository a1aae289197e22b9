import type { DeadLetter } from '@ringdown/contracts';
import { compactJson, itemsOf, membersOf } from '@ringdown/kernel';

/** A dead letter with its data also as JSON text: JavaScript rounds the large numbers that monitors send. */
export type WrittenDeadLetter = DeadLetter & { readonly dataJson: string };

export interface DeadLetterPage {
  readonly items: readonly WrittenDeadLetter[];
  readonly nextCursor: string | null;
  /** Services that did not answer: theirs are not in the list. */
  readonly missing: readonly string[];
}

/** Reads the API's answer. */
export function asWritten(answer: string): DeadLetterPage {
  const page = JSON.parse(answer) as Omit<DeadLetterPage, 'items'> & { readonly items: readonly DeadLetter[] };
  const written = itemsOf(membersOf(answer).get('items') ?? '[]');
  const dataOf = (n: number): string => membersOf(written[n] ?? '{}').get('data') ?? 'null';
  return { ...page, items: page.items.map((letter, n) => ({ ...letter, dataJson: compactJson(dataOf(n)) })) };
}
