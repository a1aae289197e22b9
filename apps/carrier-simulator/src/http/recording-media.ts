import type { FastifyReply } from 'fastify';
import type { Recording } from '../calls/call-recordings.js';

const sampleRate = 8000;
const headerBytes = 44;
const periodSamples = 20;

/** A WAV file (PCM, 16 bit, 8 kHz) with a soft 400 Hz tone of the given length. */
export function wavTone(seconds: number, channels: 1 | 2 = 1): Buffer {
  const frames = Math.max(0, Math.round(seconds * sampleRate));
  const dataBytes = frames * channels * 2;
  const file = Buffer.alloc(headerBytes + dataBytes);
  writeHeader(file, channels, dataBytes);
  const period = onePeriod(channels);
  for (let at = headerBytes; at < file.length; at += period.length) period.copy(file, at);
  return file;
}

function writeHeader(file: Buffer, channels: number, dataBytes: number): void {
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(headerBytes - 8 + dataBytes, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * channels * 2, 28);
  file.writeUInt16LE(channels * 2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(dataBytes, 40);
}

function onePeriod(channels: number): Buffer {
  const period = Buffer.alloc(periodSamples * channels * 2);
  for (let frame = 0; frame < periodSamples; frame += 1) {
    const sample = Math.round(3000 * Math.sin((2 * Math.PI * frame) / periodSamples));
    for (let channel = 0; channel < channels; channel += 1)
      period.writeInt16LE(sample, (frame * channels + channel) * 2);
  }
  return period;
}

/** Longer recordings are cut: the tone only has to have a length. */
const maxSeconds = 600;

/**
 * Answers with the media of a recording as WAV, whatever the file name says (the length is what counts), or with the one
 * range of it that was requested (`bytes=0-99`, `bytes=100-`, `bytes=-50`).
 */
export function sendMedia(
  reply: FastifyReply,
  { seconds, channels }: Pick<Recording, 'seconds' | 'channels'>,
): FastifyReply {
  const file = wavTone(Math.min(seconds, maxSeconds), channels);
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(reply.request.headers.range ?? '') ?? [];
  const media = reply.type('audio/x-wav').header('accept-ranges', 'bytes');
  if (from === '' && to === '') return media.send(file);
  const first = from === '' ? Math.max(0, file.length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? file.length - 1 : Math.min(Number(to), file.length - 1);
  if (first > last || first >= file.length)
    return reply.code(416).header('content-range', `bytes */${file.length}`).send();
  return media
    .code(206)
    .header('content-range', `bytes ${first}-${last}/${file.length}`)
    .send(file.subarray(first, last + 1));
}
