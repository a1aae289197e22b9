import { DomainError } from '@ringdown/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parse } from 'range-parser';
import type { AudioContent } from './audio-content.repository.js';

/** Sends the bytes, or the part of them that is asked for. @throws DomainError `not-found` */
export async function sendAudio(
  audio: AudioContent | null,
  request: FastifyRequest,
  reply: FastifyReply,
  cacheControl: string,
): Promise<void> {
  if (!audio) throw new DomainError('not-found', 'There is no such audio file.');
  const { bytes, contentType } = audio;
  const range = byteRange(request.headers.range, bytes.length);
  void reply.headers({ 'accept-ranges': 'bytes', 'cache-control': cacheControl }).type(contentType);
  if (range === 'unsatisfiable') {
    await reply.status(416).header('content-range', `bytes */${bytes.length}`).send();
  } else if (range) {
    const { from, to } = range;
    await reply
      .status(206)
      .header('content-range', `bytes ${from}-${to}/${bytes.length}`)
      .send(bytes.subarray(from, to + 1));
  } else {
    await reply.send(bytes);
  }
}

/** What of `size` bytes is asked for: from and to are positions, both included. */
interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** A `Range` header with one range (RFC 9110, 14.1.2); null: all of it, `unsatisfiable`: there are no such bytes. */
export function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const { code, type, ranges } = parse(size, header ?? '');
  if (type !== 'bytes') return null;
  const [range] = ranges;
  if (code === 0 && range && ranges.length === 1) return { from: range.start, to: range.end };
  return code === 2 ? 'unsatisfiable' : null;
}
