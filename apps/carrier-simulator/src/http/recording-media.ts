import type { Answer } from './answer.js';

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

/** The file, or the one range of it that was asked for (`bytes=0-99`, `bytes=100-`, `bytes=-50`). */
export function byteRange(file: Buffer, contentType: string, range: string | undefined): Answer {
  const headers = { 'content-type': contentType, 'accept-ranges': 'bytes' };
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === '' && to === '')
    return { status: 200, headers: { ...headers, 'content-length': String(file.length) }, body: file };
  const first = from === '' ? Math.max(0, file.length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? file.length - 1 : Math.min(Number(to), file.length - 1);
  if (first > last || first >= file.length)
    return { status: 416, headers: { 'content-range': `bytes */${file.length}` } };
  const part = file.subarray(first, last + 1);
  const told = { 'content-range': `bytes ${first}-${last}/${file.length}`, 'content-length': String(part.length) };
  return { status: 206, headers: { ...headers, ...told }, body: part };
}
