import { Injectable } from '@nestjs/common';
import type { ConfigDocument, ConfigKind } from '@ringdown/contracts';
import { Clock, type FieldError, type IdKind } from '@ringdown/kernel';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { RpcClient } from '@ringdown/platform-messaging';
import { Database, type Transaction } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import type { StillValid } from '../api/index.js';
import type { Reference } from './reference.js';

/** The kinds of configuration with a name, a row in `resource`, and references between them. The others are kept by those that write them. */
export type ResourceKind = Exclude<ConfigKind, 'test-mode' | 'settings'>;

/** Resources of this kind have an order of their own, by their field `position`: they are listed in it, and changed one at a time. */
export const isInOrder = (kind: ResourceKind): boolean => kind === 'alert-rule';

export type Fields = Readonly<Record<string, unknown>>;

/** What a definition may need from the world to complete, show or check its documents. */
@Injectable()
export class ResourceTools {
  constructor(
    readonly settings: Settings,
    readonly cipher: SecretCipher,
    readonly rpc: RpcClient,
    readonly database: Database,
    readonly clock: Clock,
  ) {}
}

/** What is about to be written: `after` is null where the resource is deleted, `input` null where not its fields are changed. */
export interface ResourceChange<Document> {
  readonly id: string;
  readonly before: Document | null;
  readonly after: Document | null;
  readonly input: Fields | null;
}

/** All that differs between one kind of configuration and another. The rest is the same for all of them. */
export interface ResourceDefinition<K extends ResourceKind = ResourceKind> {
  readonly kind: K;
  readonly idKind: IdKind;
  /** Below /api/v1. */
  readonly path: string;
  /** What it is called in a sentence. */
  readonly word: string;
  /** What POST takes; a PATCH is merged into the resource and then checked against the same. */
  readonly input: z.ZodType<Fields>;
  /** Input fields that are encrypted, and under which name they stand in the document. Never read back. */
  readonly secrets: Fields & Readonly<Record<string, string>>;
  /** Fields of the document that clients do not write. */
  readonly ownFields: readonly string[];
  /** The field that says which of several shapes a resource has: where a PATCH changes it, nothing but the name is kept. */
  readonly shapeField: string | null;
  /** Fields that a PATCH replaces as a whole, though they are objects. */
  readonly wholeFields: readonly string[];
  /** Makes of the checked input, without its secrets, the fields of the document. */
  complete(input: Fields, before: ConfigDocument<K> | null, tools: ResourceTools): Fields;
  references(document: ConfigDocument<K>): readonly Reference[];
  /**
   * What the functions that will read the document have against it, found by calling them: what is refused here cannot fail on
   * the way of a call. Checked before every write, whoever makes it.
   */
  faults(document: ConfigDocument<K>, tools: Pick<ResourceTools, 'settings' | 'cipher'>): readonly FieldError[];
  /** How REST shows it, without id and secrets. */
  answer(document: ConfigDocument<K>, tools: ResourceTools): Fields;
  /** What only the answer to the POST that made it shows, such as a secret that is never read back. */
  toldOnce(document: ConfigDocument<K>, tools: Pick<ResourceTools, 'cipher'>): Fields;
  /** What REST keeps from those who only read, such as a URL that lets whoever knows it act. `fields` are as REST shows them to others. */
  forViewers(fields: Fields): Fields;
  /** Whether the secrets that the answer to a POST carried are still the valid ones. */
  stillValid: StillValid;
  /** Fields that REST shows and no document holds, by id: they follow from other rows and from the settings. */
  computedFields(ids: readonly string[], tools: ResourceTools): Promise<ReadonlyMap<string, Fields>>;
  /**
   * Rules that need more than the document; in the transaction, after the write. Throws where the change may not be; may answer the
   * document as it made it.
   */
  written(
    change: ResourceChange<ConfigDocument<K>>,
    tx: Transaction,
    tools: ResourceTools,
  ): Promise<ConfigDocument<K> | void>;
}

type Given<K extends ResourceKind> = Pick<ResourceDefinition<K>, 'kind' | 'idKind' | 'path' | 'word' | 'input'> &
  Partial<ResourceDefinition<K>>;

/** A kind of configuration; what is not given is as for the plainest one. */
export const defineResource = <K extends ResourceKind>(given: Given<K>): ResourceDefinition<K> => ({
  secrets: {},
  ownFields: [],
  shapeField: null,
  wholeFields: [],
  complete: (input) => input,
  references: () => [],
  faults: () => [],
  answer: (document) => document,
  toldOnce: () => ({}),
  forViewers: (fields) => fields,
  stillValid: () => Promise.resolve(true),
  computedFields: () => Promise.resolve(new Map()),
  written: () => Promise.resolve(),
  ...given,
});
