import type { FieldError } from '@ringdown/kernel';
import type { ResourceKind } from './resource.definition.js';

/** That the field at `path` of a document names the resource `to`, which must be of that kind. */
export interface Reference {
  readonly path: string;
  readonly kind: ResourceKind;
  readonly to: string;
  /** From this instant on the field only tells of what was, and keeps nothing from being deleted. Where it is left out: never. */
  readonly until?: string;
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

/** The same, of an entry that is over at an instant. */
export const referUntil = (endsAt: string, references: readonly Reference[]): Reference[] =>
  references.map((reference) => ({ ...reference, until: endsAt }));

/** Those that keep what they name from being deleted. */
export const activeReferences = (references: readonly Reference[], now: Date): Reference[] =>
  references.filter(({ until }) => until === undefined || Date.parse(until) > now.getTime());

/** Those whose resource must be there: all but what is over and was written before, since it may have been deleted meanwhile. */
export function referencesToCheck(
  references: readonly Reference[],
  before: readonly Reference[],
  now: Date,
): Reference[] {
  const held = new Set(activeReferences(references, now));
  const known = new Set(before.map(({ to }) => to));
  return references.filter((reference) => held.has(reference) || !known.has(reference.to));
}

/** One error for each field that names nothing, or a resource of another kind. `kinds` are the kinds of the ids that exist. */
export function danglingReferences(
  references: readonly Reference[],
  kinds: ReadonlyMap<string, string>,
): readonly FieldError[] {
  return references
    .filter(({ kind, to }) => kinds.get(to) !== kind)
    .map(({ kind, path, to }) => ({ path, message: `choose another: there is no ${kind.replaceAll('-', ' ')} ${to}` }));
}
