import type { BusboyFileStream } from '@fastify/busboy';
import { Busboy } from '@fastify/busboy';
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

const mostParts = 1000;

/** The parts of a `multipart/form-data` body as bytes, files too; null where it is none. */
export function multipartFields(contentType: string, bytes: Buffer): Promise<ReadonlyMap<string, Buffer> | null> {
  const header = /boundary=/i.test(contentType)
    ? contentType
    : `multipart/form-data; boundary="${firstBoundary(bytes)}"`;
  return new Promise((resolve) => {
    const fields = new Map<string, Buffer>();
    try {
      const parser = Busboy({
        headers: { 'content-type': header },
        limits: { parts: mostParts },
        // its own reading of a field would lose bytes that are no UTF-8
        isPartAFile: () => true,
      });
      parser.on('file', (name: string, part: BusboyFileStream) => {
        const chunks: Buffer[] = [];
        part.on('data', (chunk: Buffer) => chunks.push(chunk));
        part.on('end', () => fields.set(name, Buffer.concat(chunks)));
        // without somebody who listens, a body that is cut off would end the process
        part.on('error', () => resolve(null));
      });
      parser.on('error', () => resolve(null));
      parser.on('finish', () => resolve(fields));
      parser.end(bytes);
    } catch {
      resolve(null);
    }
  });
}

/** A client that sets the header by hand forgets the boundary; the body begins with it. */
const firstBoundary = (bytes: Buffer): string =>
  /^--([^\r\n"]{1,70})\r?\n/.exec(bytes.toString('latin1', 0, 80))?.[1] ?? '';
