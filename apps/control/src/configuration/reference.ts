import type { FieldError } from '@ringdown/kernel';
import type { ResourceKind } from './resource.definition.js';

/** That the field at `path` of a document names the resource `to`, which must be of that kind. */
export interface Reference {
  readonly path: string;
  readonly kind: ResourceKind;
  readonly to: string;
}

/** A field that names one resource, or none. */
export const refer = (kind: ResourceKind, path: string, to: string | null | undefined): Reference[] =>
  to ? [{ path, kind, to }] : [];

/** A field that names many resources: `memberIds.0`, `memberIds.1`, … */
export const referEach = (kind: ResourceKind, path: string, ids: readonly string[]): Reference[] =>
  ids.map((to, index) => ({ path: `${path}.${index}`, kind, to }));

/** A field `{ type, id }` where the type is the kind. */
export const referTarget = (path: string, target: { type: ResourceKind; id: string }): Reference[] =>
  refer(target.type, `${path}.id`, target.id);

/** One error for each field that names nothing, or a resource of another kind. `kinds` are the kinds of the ids that exist. */
export function danglingReferences(
  references: readonly Reference[],
  kinds: ReadonlyMap<string, string>,
): readonly FieldError[] {
  return references
    .filter(({ kind, to }) => kinds.get(to) !== kind)
    .map(({ kind, path, to }) => ({ path, message: `choose another: there is no ${kind.replaceAll('-', ' ')} ${to}` }));
}
