import type { Named } from './things.js';
import { useCollection } from './use-collection.js';

/** Names by id for one kind of thing; the id itself until it is known, and where the thing is gone. */
export function useNames(path: string): (id: string) => string {
  const { data } = useCollection<Named>(path);
  const names = new Map((data ?? []).map((thing) => [thing.id, thing.name]));
  return (id) => names.get(id) ?? id;
}
