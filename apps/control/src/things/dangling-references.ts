import type { FieldError } from '@ringdown/kernel';
import type { Reference } from './reference.js';

/** One error for each field that names nothing, or a thing of another kind. `kinds` are the kinds of the ids that exist. */
export function danglingReferences(
  references: readonly Reference[],
  kinds: ReadonlyMap<string, string>,
): readonly FieldError[] {
  return references
    .filter(({ kind, to }) => kinds.get(to) !== kind)
    .map(({ kind, path, to }) => ({ path, message: `choose another: there is no ${kind.replaceAll('-', ' ')} ${to}` }));
}
