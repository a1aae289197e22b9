import type { ConfigDocument } from '@ringdown/contracts';
import type { FieldError, IdKind } from '@ringdown/kernel';
import type { Sql } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import type { StillValid } from '../idempotency/index.js';
import type { KindTools } from './kind-tools.js';
import type { NamedKind } from './named-kind.js';
import type { Reference } from './reference.js';

export type Fields = Readonly<Record<string, unknown>>;

/** What is about to be written: `after` is null where the thing is deleted, `input` null where not its fields are changed. */
export interface ThingChange<Document> {
  readonly id: string;
  readonly before: Document | null;
  readonly after: Document | null;
  readonly input: Fields | null;
}

/** All that differs between one kind of configuration and another. The rest is the same for all of them. */
export interface ThingKind<K extends NamedKind = NamedKind> {
  readonly kind: K;
  readonly idKind: IdKind;
  /** Below /api/v1. */
  readonly path: string;
  /** What it is called in a sentence. */
  readonly word: string;
  /** What POST takes; a PATCH is merged into the thing and then checked against the same. */
  readonly input: z.ZodType;
  /** Input fields that are encrypted, and under which name they stand in the document. Never read back. */
  readonly secrets: Fields & Readonly<Record<string, string>>;
  /** Fields of the document that clients do not write. */
  readonly ownFields: readonly string[];
  /** The field that says which of several shapes a thing has: where a PATCH changes it, nothing but the name is kept. */
  readonly shapeField: string | null;
  /** Makes of the checked input, without its secrets, the fields of the document. */
  complete(input: Fields, before: ConfigDocument<K> | null, tools: KindTools): Fields;
  references(document: ConfigDocument<K>): readonly Reference[];
  /**
   * What the functions that will read the document have against it, found by calling them: what is refused here cannot fail on
   * the way of a call. Asked before every write, whoever makes it.
   */
  faults(document: ConfigDocument<K>): readonly FieldError[];
  /** How REST shows it, without id and secrets. */
  answer(document: ConfigDocument<K>, tools: KindTools): Fields;
  /** What REST keeps from those who only read, such as a URL that lets whoever knows it act. `fields` are as REST shows them to others. */
  forViewers(fields: Fields): Fields;
  /** Whether the secrets that the answer to a POST carried are still the valid ones. */
  stillValid: StillValid;
  /** What REST shows beside it, by id. */
  beside(ids: readonly string[], tools: KindTools): Promise<ReadonlyMap<string, Fields>>;
  /** Rules that need more than the document; in the transaction, after the write. Throws where the change may not be. */
  written(change: ThingChange<ConfigDocument<K>>, tx: Sql, tools: KindTools): Promise<void>;
}

type Said<K extends NamedKind> = Pick<ThingKind<K>, 'kind' | 'idKind' | 'path' | 'word' | 'input'> &
  Partial<ThingKind<K>>;

/** A kind of configuration; what it does not say is as for the plainest one. */
export const thingKind = <K extends NamedKind>(said: Said<K>): ThingKind<K> => ({
  secrets: {},
  ownFields: [],
  shapeField: null,
  complete: (input) => input,
  references: () => [],
  faults: () => [],
  answer: (document) => document,
  forViewers: (fields) => fields,
  stillValid: () => Promise.resolve(true),
  beside: () => Promise.resolve(new Map()),
  written: () => Promise.resolve(),
  ...said,
});
