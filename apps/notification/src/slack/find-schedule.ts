interface Named {
  readonly id: string;
  readonly name: string;
}

export type Found<T extends Named> =
  | { readonly type: 'one'; readonly item: T }
  | { readonly type: 'which'; readonly items: readonly T[] }
  | { readonly type: 'none' };

const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** The schedule that a person means: the whole name counts more than its beginning, that more than a part of it; case never. */
export function findByName<T extends Named>(all: readonly T[], typed: string): Found<T> {
  const meant = plain(typed);
  const ways = [
    (name: string) => name === meant,
    (name: string) => name.startsWith(meant),
    (name: string) => name.includes(meant),
  ];
  for (const fits of ways) {
    const items = all.filter(({ name }) => fits(plain(name)));
    const [only] = items;
    if (only && items.length === 1) return { type: 'one', item: only };
    if (items.length > 1) return { type: 'which', items };
  }
  return { type: 'none' };
}
