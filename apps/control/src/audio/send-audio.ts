import { DomainError } from '@ringdown/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AudioContent } from './audio-contents.js';
import { byteRange } from './byte-range.js';

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
