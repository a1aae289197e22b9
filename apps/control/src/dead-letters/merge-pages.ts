import type { DeadLetter } from '@ringdown/contracts';

export interface ServicePage {
  readonly items: readonly DeadLetter[];
  /** False where the service has older ones than these. */
  readonly end: boolean;
}

/** Of one page a service one page of all, newest first; ids sort by time. What a service has not told yet is not overtaken. */
export function mergePages(pages: readonly ServicePage[], limit: number): { items: DeadLetter[]; more: boolean } {
  const oldestTold = pages.filter(({ end }) => !end).map(({ items }) => items.at(-1)?.id ?? '');
  const floor = oldestTold.reduce((a, b) => (a > b ? a : b), '');
  const all = pages.flatMap(({ items }) => items).toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const items = all.filter(({ id }) => id >= floor).slice(0, limit);
  return { items, more: items.length < all.length || oldestTold.length > 0 };
}
