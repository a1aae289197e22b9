/** A pure function with its answers kept; at `limit` of them it forgets them all, so that no flood of questions fills the memory. */
export function remembering<Key extends string | number, Answer>(
  limit: number,
  answer: (key: Key) => Answer,
): (key: Key) => Answer {
  const known = new Map<Key, Answer>();
  return (key) => {
    const old = known.get(key);
    if (old !== undefined) return old;
    if (known.size >= limit) known.clear();
    const fresh = answer(key);
    known.set(key, fresh);
    return fresh;
  };
}
