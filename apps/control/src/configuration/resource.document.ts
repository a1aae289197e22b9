import { type ConfigDocument, configDocuments } from '@ringdown/contracts';
import { DomainError, invalidFields } from '@ringdown/kernel';
import { mergePatch } from './merge-patch.js';
import type { Fields, ResourceDefinition, ResourceKind, ResourceTools } from './resource.definition.js';

const without = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

const secretFields = (definition: ResourceDefinition): readonly string[] => Object.values(definition.secrets);

/** What a client wrote: the checked input, and the document it makes. */
export interface Written<K extends ResourceKind> {
  readonly input: Fields;
  readonly document: ConfigDocument<K>;
}

/** @throws ZodError naming every broken field. */
export function newDocument<K extends ResourceKind>(
  definition: ResourceDefinition<K>,
  id: string,
  input: Fields,
  tools: ResourceTools,
): Written<K> {
  const fields = definition.complete(withoutSecrets(definition, input), null, tools);
  return { input, document: documentOf(definition, { ...fields, ...encrypted(definition, input, tools), id }) };
}

/** @throws ZodError naming every broken field of the resource as it would be. */
export function changedDocument<K extends ResourceKind>(
  definition: ResourceDefinition<K>,
  before: ConfigDocument<K>,
  body: unknown,
  tools: ResourceTools,
): Written<K> {
  const patch = bodyOf(body);
  const isReshaped = changesShape(definition, before, patch);
  const unsaid = Object.entries(definition.secrets).filter(([field, stored]) => !(field in patch) && stored in before);
  const kept = Object.fromEntries(isReshaped ? [] : unsaid);
  const replaced = definition.wholeFields.filter((field) => field in patch);
  const readable = isReshaped
    ? { name: before.name }
    : without(before, ['id', ...definition.ownFields, ...secretFields(definition), ...replaced]);
  const input = definition.input.parse(mergePatch({ ...readable, ...decrypted(kept, before, tools) }, patch));
  const secrets = {
    ...encrypted(definition, without(input, Object.keys(kept)), tools),
    ...Object.fromEntries(Object.values(kept).map((field) => [field, (before as Fields)[field]])),
  };
  const fields = definition.complete(withoutSecrets(definition, input), before, tools);
  return { input, document: documentOf(definition, { ...fields, ...secrets, id: before.id }) };
}

/** The resource as REST shows it. */
export function shown<K extends ResourceKind>(
  definition: ResourceDefinition<K>,
  document: ConfigDocument<K>,
  tools: ResourceTools,
): Fields {
  return { ...without(definition.answer(document, tools), secretFields(definition)), id: document.id };
}

function changesShape<K extends ResourceKind>(
  { shapeField }: ResourceDefinition<K>,
  before: Fields,
  patch: Fields,
): boolean {
  return shapeField !== null && shapeField in patch && patch[shapeField] !== before[shapeField];
}

function bodyOf(body: unknown): Fields {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Fields;
  throw new DomainError('invalid', 'Send a JSON object with the fields to change.');
}

const withoutSecrets = (definition: ResourceDefinition, input: Fields): Fields =>
  without(input, Object.keys(definition.secrets));

const documentOf = <K extends ResourceKind>(definition: ResourceDefinition<K>, fields: Fields): ConfigDocument<K> =>
  configDocuments[definition.kind].parse(fields) as ConfigDocument<K>;

const encrypted = (definition: ResourceDefinition, input: Fields, { cipher }: ResourceTools): Fields =>
  Object.fromEntries(
    Object.entries(definition.secrets)
      .filter(([field]) => typeof input[field] === 'string')
      .map(([field, stored]) => [stored, cipher.encrypt(input[field] as string)]),
  );

function decrypted(kept: Readonly<Record<string, string>>, before: Fields, { cipher }: ResourceTools): Fields {
  const decrypt = ([field, stored]: [string, string]): [string, string] => {
    try {
      return [field, cipher.decrypt(String(before[stored]))];
    } catch {
      const message = `enter it anew: the stored one does not open with this SECRET_KEY`;
      throw invalidFields([{ path: field, message }]);
    }
  };
  return Object.fromEntries(Object.entries(kept).map(decrypt));
}
