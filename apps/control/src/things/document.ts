import { configDocuments, type ConfigDocument } from '@ringdown/contracts';
import { DomainError, invalidFields } from '@ringdown/kernel';
import type { KindTools } from './kind-tools.js';
import { mergePatch } from './merge-patch.js';
import type { NamedKind } from './named-kind.js';
import type { Fields, ThingKind } from './thing-kind.js';

const without = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

const secretFields = (kind: ThingKind): readonly string[] => Object.values(kind.secrets);

/** What a client wrote: the checked input, and the document it makes. */
export interface Written<K extends NamedKind> {
  readonly input: Fields;
  readonly document: ConfigDocument<K>;
}

/** @throws ZodError naming every broken field. */
export function newDocument<K extends NamedKind>(
  kind: ThingKind<K>,
  id: string,
  body: unknown,
  tools: KindTools,
): Written<K> {
  const input = kind.input.parse(body ?? {}) as Fields;
  const fields = kind.complete(withoutSecrets(kind, input), null, tools);
  return { input, document: documentOf(kind, { ...fields, ...encrypted(kind, input, tools), id }) };
}

/** @throws ZodError naming every broken field of the thing as it would be. */
export function changedDocument<K extends NamedKind>(
  kind: ThingKind<K>,
  before: ConfigDocument<K>,
  body: unknown,
  tools: KindTools,
): Written<K> {
  const patch = bodyOf(body);
  const isReshaped = changesShape(kind, before, patch);
  const unsaid = Object.entries(kind.secrets).filter(([field]) => !(field in patch));
  const kept = Object.fromEntries(isReshaped ? [] : unsaid);
  const readable = isReshaped
    ? { name: before.name }
    : without(before, ['id', ...kind.ownFields, ...secretFields(kind)]);
  const input = kind.input.parse(mergePatch({ ...readable, ...opened(kept, before, tools) }, patch)) as Fields;
  const secrets = {
    ...encrypted(kind, without(input, Object.keys(kept)), tools),
    ...Object.fromEntries(Object.values(kept).map((field) => [field, (before as Fields)[field]])),
  };
  const fields = kind.complete(withoutSecrets(kind, input), before, tools);
  return { input, document: documentOf(kind, { ...fields, ...secrets, id: before.id }) };
}

/** The thing as REST shows it. */
export function shown<K extends NamedKind>(kind: ThingKind<K>, document: ConfigDocument<K>, tools: KindTools): Fields {
  return { ...without(kind.answer(document, tools), secretFields(kind)), id: document.id };
}

function changesShape<K extends NamedKind>({ shapeField }: ThingKind<K>, before: Fields, patch: Fields): boolean {
  return shapeField !== null && shapeField in patch && patch[shapeField] !== before[shapeField];
}

function bodyOf(body: unknown): Fields {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Fields;
  throw new DomainError('invalid', 'Send a JSON object with the fields to change.');
}

const withoutSecrets = (kind: ThingKind, input: Fields): Fields => without(input, Object.keys(kind.secrets));

const documentOf = <K extends NamedKind>(kind: ThingKind<K>, fields: Fields): ConfigDocument<K> =>
  configDocuments[kind.kind].parse(fields) as ConfigDocument<K>;

const encrypted = (kind: ThingKind, input: Fields, { cipher }: KindTools): Fields =>
  Object.fromEntries(
    Object.entries(kind.secrets)
      .filter(([field]) => typeof input[field] === 'string')
      .map(([field, stored]) => [stored, cipher.encrypt(input[field] as string)]),
  );

function opened(kept: Readonly<Record<string, string>>, before: Fields, { cipher }: KindTools): Fields {
  const open = ([field, stored]: [string, string]): [string, string] => {
    try {
      return [field, cipher.decrypt(String(before[stored]))];
    } catch {
      const message = `enter it anew: the stored one does not open with this SECRET_KEY`;
      throw invalidFields([{ path: field, message }]);
    }
  };
  return Object.fromEntries(Object.entries(kept).map(open));
}
