import { DomainError } from '@ringdown/kernel';

interface Entry {
  readonly id: string;
  readonly endsAt: string;
}

/**
 * The entries of a document that stay when one more is added, such as overrides: all of them, but for a full list, where those that
 * have been over for the longest time make way. The audit log keeps them. @throws DomainError `conflict` with `full` where too few are over.
 */
export function entriesThatStay<E extends Entry>(
  entries: readonly E[],
  now: Date,
  { most, full }: { readonly most: number; readonly full: string },
): E[] {
  const tooMany = entries.length - (most - 1);
  if (tooMany <= 0) return [...entries];
  const over = entries.filter(({ endsAt }) => Date.parse(endsAt) <= now.getTime());
  if (over.length < tooMany) throw new DomainError('conflict', full);
  const longestOver = over.toSorted((a, b) => Date.parse(a.endsAt) - Date.parse(b.endsAt)).slice(0, tooMany);
  const gone = new Set(longestOver.map(({ id }) => id));
  return entries.filter(({ id }) => !gone.has(id));
}
