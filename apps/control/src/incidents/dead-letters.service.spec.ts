import type { DeadLetter } from '@ringdown/contracts';
import { mergePages } from './dead-letters.service.js';

const letter = (id: string): DeadLetter => ({
  id,
  consumer: 'c',
  event: 'e',
  reason: 'r',
  attempts: 1,
  at: '',
  data: null,
});
const page = (end: boolean, ...ids: string[]) => ({ end, items: ids.map(letter) });
const merged = (limit: number, ...pages: ReturnType<typeof page>[]) => {
  const { items, more } = mergePages(pages, limit);
  return [items.map(({ id }) => id).join(' '), more];
};

it('is newest first, whichever service an item is from', () => {
  expect(merged(10, page(true, 'd5', 'd2'), page(true, 'd4', 'd3'), page(true))).toEqual(['d5 d4 d3 d2', false]);
});

it('has no more than was asked for, and says that there is more', () => {
  expect(merged(2, page(true, 'd5', 'd2'), page(true, 'd4'))).toEqual(['d5 d4', true]);
});

it('shows nothing older than what a service has told so far', () => {
  expect(merged(10, page(false, 'd9', 'd6'), page(true, 'd7', 'd5', 'd1'))).toEqual(['d9 d7 d6', true]);
  expect(merged(10, page(false, 'd9', 'd6'), page(false, 'd8', 'd7'))).toEqual(['d9 d8 d7', true]);
});
