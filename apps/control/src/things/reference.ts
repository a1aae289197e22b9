import type { NamedKind } from './named-kind.js';

/** That the field at `path` of a document names the thing `to`, which must be of that kind. */
export interface Reference {
  readonly path: string;
  readonly kind: NamedKind;
  readonly to: string;
}

/** A field that names one thing, or none. */
export const refer = (kind: NamedKind, path: string, to: string | null | undefined): Reference[] =>
  to ? [{ path, kind, to }] : [];

/** A field that names many things: `memberIds.0`, `memberIds.1`, … */
export const referEach = (kind: NamedKind, path: string, ids: readonly string[]): Reference[] =>
  ids.map((to, index) => ({ path: `${path}.${index}`, kind, to }));

/** A field `{ type, id }` where the type is the kind. */
export const referTarget = (path: string, target: { type: NamedKind; id: string }): Reference[] =>
  refer(target.type, `${path}.id`, target.id);
