import type { Charset } from './charsets.js';

export type FormFields = Readonly<Record<string, string>>;

/** The fields of `a=1&b=2`, of one that comes twice the last; null where they are no text in this charset. */
export function formFields(bytes: Buffer, charset: Charset): FormFields | null {
  if (!charset.isAscii) {
    const text = charset.decode(bytes);
    return text === null ? null : Object.fromEntries(new URLSearchParams(text.trim()));
  }
  const fields: [string, string][] = [];
  for (const pair of bytes.toString('latin1').trim().split('&')) {
    const [name, value] = nameAndValue(pair).map((part) => charset.decode(unescaped(part)));
    if (name === null || name === undefined || value === null || value === undefined) return null;
    if (pair !== '') fields.push([name, value]);
  }
  return Object.fromEntries(fields);
}

/** `+` and `%F6`, which stand for bytes: what those are, the charset says. */
const unescaped = (part: string): Buffer =>
  Buffer.from(
    part.replace(/\+|%([\da-fA-F]{2})/g, (_, hex?: string) => (hex ? String.fromCharCode(parseInt(hex, 16)) : ' ')),
    'latin1',
  );

function nameAndValue(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}

const longestHead = 8000;

/**
 * The parts of a `multipart/form-data` body (RFC 7578) as bytes, files too, of a name that comes twice the last; null where it is
 * none, or is cut off. The parsers that there are read from streams, and one that waits for more of a body that is all there
 * never answers.
 */
export function multipartFields(contentType: string, bytes: Buffer): ReadonlyMap<string, Buffer> | null {
  const text = bytes.toString('latin1');
  const boundary = boundaryOf(contentType) ?? firstBoundary(text);
  if (boundary === undefined) return null;
  // a boundary begins a line, of which the last line break is not part of what is before it
  const parts = `\n${text}`.split(`\n--${boundary}`).slice(1);
  if (!parts.pop()?.startsWith('--')) return null;
  const fields = new Map<string, Buffer>();
  for (const part of parts) {
    const { index, 0: blank } = /\r?\n\r?\n/.exec(part) ?? { index: 0, 0: '' };
    const name = nameIn(part.slice(0, Math.min(index, longestHead)));
    const content = part.slice(index + blank.length).replace(/\r$/, '');
    if (name !== null) fields.set(name, Buffer.from(content, 'latin1'));
  }
  return fields;
}

function boundaryOf(contentType: string): string | undefined {
  const found = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;,"]{1,70}))/i.exec(contentType);
  return found?.[1] ?? found?.[2];
}

/** A client that sets the header by hand forgets the boundary; the body begins with it. */
const firstBoundary = (text: string): string | undefined => /^--([^\r\n]{1,70})\r?\n/.exec(text)?.[1];

function nameIn(head: string): string | null {
  const found = /^content-disposition:[^\r\n]*;[ \t]*name=(?:"([^"\r\n]*)"|([^\s;"]+))/im.exec(head);
  const name = found?.[1] ?? found?.[2];
  return name === undefined ? null : Buffer.from(name, 'latin1').toString('utf8');
}
