import { depthOf, DomainError } from '@ringdown/kernel';
import { type Charset, charsetsFor } from './charsets.js';
import { jsonFault } from './json-fault.js';
import { type FormFields, formFields, multipartFields } from './read-form.js';
import { isGzip, unpack } from './unpack.js';

/** A JSON object, as text and as what `JSON.parse` makes of it. */
export interface JsonObject {
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface SentAnyhow {
  readonly warnings: readonly string[];
  /** How long the body is. */
  readonly chars: number;
}
interface SentJson extends SentAnyhow {
  readonly kind: 'json';
  readonly json: JsonObject;
}
interface SentForm extends SentAnyhow {
  readonly kind: 'form';
  readonly fields: FormFields;
}
/** What was sent, whatever bytes it came in as. */
export type SentBody = SentJson | SentForm;

export interface SentBytes {
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly bytes: Buffer | undefined;
}

export const ownFields = ['title', 'body', 'severity', 'priority', 'status'] as const;
export const howTo =
  'Send a JSON object such as {"title": "Disk full", "status": "trigger"}, or the same fields as a form.';

export const hasOwnField = (fields: object): boolean => ownFields.some((name) => Object.hasOwn(fields, name));

/**
 * The content type decides; where there is none, or another, the body is tried as JSON, then as a form.
 * @throws DomainError `invalid` with where the fault is and what to do; `too-large`.
 */
export async function readBody({ contentType = '', contentEncoding = '', bytes }: SentBytes): Promise<SentBody> {
  if (!bytes || bytes.length === 0) throw refused(`The body is empty. ${howTo}`);
  if (contentEncoding === '' && !isGzip(bytes)) return readUnpacked(contentType, bytes);
  const unpacked = await unpack(bytes, contentEncoding);
  const body = readUnpacked(contentType, unpacked.bytes);
  return unpacked.warnings.length === 0 ? body : { ...body, warnings: [...unpacked.warnings, ...body.warnings] };
}

function readUnpacked(contentType: string, bytes: Buffer): SentBody {
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(contentType.trim())?.[0].toLowerCase() ?? '';
  const declared = /;\s*charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType)?.[1];
  const form = type === 'multipart/form-data' ? readMultipart(contentType, bytes, declared) : null;
  return form ?? readText(type, declared, bytes);
}

function readText(type: string, declared: string | undefined, bytes: Buffer): SentBody {
  let refusal: DomainError | null = null;
  for (const charset of charsetsFor(bytes, declared)) {
    const read = readIn(charset, type, bytes);
    if (!read) continue;
    if (!(read instanceof DomainError)) return read;
    refusal ??= read;
  }
  throw refusal ?? refused(`The body is no text. ${howTo}`);
}

/** Null where the bytes are no text in this charset. */
function readIn(charset: Charset, type: string, bytes: Buffer): SentBody | DomainError | null {
  const text = charset.decode(bytes);
  if (text === null) return null;
  const begin = text.trimStart().charAt(0);
  if (begin === '') return refused(`The body is empty. ${howTo}`);
  const warnings = charset.warning === null ? [] : [charset.warning];
  // `curl -d '{…}'` calls its JSON a form
  if (type === formType && !looksLikeJson(begin)) return readForm(charset, bytes, warnings);
  const json = readJson(text, warnings);
  if (json) return json;
  if (isJsonType(type) || looksLikeJson(begin)) {
    return refused(`The body is not valid JSON: ${jsonFault(text)} ${howTo}`);
  }
  const form = readForm(charset, bytes, warnings);
  // any text can be read as a form
  return form && !hasOwnField(form.fields) ? refused(`The body is neither JSON nor a form. ${howTo}`) : form;
}

function readForm(charset: Charset, bytes: Buffer, warnings: readonly string[]): SentForm | null {
  const fields = formFields(bytes, charset);
  return fields && { kind: 'form', fields, warnings, chars: bytes.length };
}

const formType = 'application/x-www-form-urlencoded';
const isJsonType = (type: string): boolean => type === 'application/json' || type.endsWith('+json');

/** No name in a form begins so; a single quote is what cmd.exe leaves around JSON. */
const looksLikeJson = (begin: string): boolean => '{["\''.includes(begin);

/** Levels of arrays and objects: far above any monitor's, far below what Postgres and JSON.stringify can take. */
export const maxDepth = 200;

/** Whether a JSON object holds more than Postgres and JSON.stringify could take. */
export function isTooDeep(text: string): boolean {
  // the object itself is a level above its body; a level takes two characters at least
  const levels = maxDepth + 1;
  return text.length > 2 * levels && depthOf(text) > levels;
}

export const tooDeep = (): DomainError => refused(`Send a body of at most ${maxDepth} levels of nesting.`);

/** Null for what is no JSON. */
function readJson(text: string, warnings: readonly string[]): SentBody | DomainError | null {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return refused(`The body is JSON, but not an object. ${howTo}`);
    }
    if (isTooDeep(text)) return tooDeep();
    return { kind: 'json', json: { text, value: value as JsonObject['value'] }, warnings, chars: text.length };
  } catch {
    return null;
  }
}

/** Null for what is only called so. */
function readMultipart(contentType: string, bytes: Buffer, declared: string | undefined): SentForm | null {
  const parts = multipartFields(contentType, bytes);
  if (!parts || parts.size === 0) return null;
  const warnings = new Set<string>();
  const fields = [...parts].map(([name, part]): [string, string] => {
    for (const charset of charsetsFor(part, declared)) {
      const text = charset.decode(part);
      if (text === null) continue;
      if (charset.warning !== null) warnings.add(charset.warning);
      return [name, text];
    }
    return [name, ''];
  });
  return { kind: 'form', fields: Object.fromEntries(fields), warnings: [...warnings], chars: bytes.length };
}

const refused = (detail: string): DomainError => new DomainError('invalid', detail);
