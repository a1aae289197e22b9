import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { DomainError } from '@ringdown/kernel';

/** Of a body, also after it was unpacked. */
export const maxBodyBytes = 512 * 1024;

export const tooLarge = (): DomainError =>
  new DomainError('too-large', 'The body is larger than 512 KiB. Send less in it, for example a link to the details.');

interface Unpacked {
  readonly bytes: Buffer;
  readonly warnings: readonly string[];
}

type Step = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const zlib: Step = promisify(inflate);
const raw: Step = promisify(inflateRaw);
/** RFC 9110 means zlib's format; some clients send the bare stream. */
const deflate: Step = (bytes, options) =>
  zlib(bytes, options).catch((error: unknown) => {
    if (isTooLarge(error)) throw error;
    return raw(bytes, options);
  });
const steps = new Map<string, Step>([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', deflate],
  ['br', promisify(brotliDecompress)],
]);
/** Nobody packs more often than that; each step costs. */
const mostSteps = 4;

const isTooLarge = (error: unknown): boolean => (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';

/** By its first two bytes; no text begins with them. */
export const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * What is in a packed body. It stops as soon as more than 512 KiB have come out, so a few bytes that stand for gigabytes cost
 * no more than any other body. What is only called packed, and is text, stays as it is, with a warning.
 * @throws DomainError `too-large`, or `invalid` for bytes that are neither text nor what they are called.
 */
export async function unpack(bytes: Buffer, contentEncoding: string): Promise<Unpacked> {
  const named = contentEncoding.toLowerCase().split(',', 20);
  const encodings = named.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  if (encodings.length === 0 && isGzip(bytes)) {
    const warning = 'The body is packed with gzip. Say so: Content-Encoding: gzip.';
    return { bytes: await unpackOnce(bytes, 'gzip'), warnings: [warning] };
  }
  if (encodings.length > mostSteps) throw unreadable(`Content-Encoding names more than ${mostSteps} encodings`);
  let unpacked = bytes;
  for (const name of encodings.toReversed()) {
    const next = await unpackOnce(unpacked, name).catch((error: unknown) => {
      if (error instanceof DomainError && error.kind === 'too-large') throw error;
      if (isUtf8(unpacked)) return null;
      throw error;
    });
    if (!next)
      return { bytes: unpacked, warnings: [`Content-Encoding: the body is no ${shown(name)}; it was read as it is.`] };
    unpacked = next;
  }
  return { bytes: unpacked, warnings: [] };
}

async function unpackOnce(bytes: Buffer, name: string): Promise<Buffer> {
  const step = steps.get(name);
  if (!step) throw unreadable(`The Content-Encoding ${shown(name)} is not known here`);
  try {
    return await step(bytes, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    if (isTooLarge(error)) throw tooLarge();
    throw unreadable(`Content-Encoding says ${shown(name)}, but the body cannot be unpacked so`);
  }
}

const shown = (name: string): string => name.slice(0, 40);

const unreadable = (what: string): DomainError =>
  new DomainError('invalid', `${what}. Send the body packed with gzip, deflate or br, or not packed at all.`);
