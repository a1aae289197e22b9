/** Three frames of MPEG layer III, 128 kbit/s at 44.1 kHz. */
export function anMp3(): Buffer {
  const frameBytes = 417;
  const bytes = Buffer.alloc(frameBytes * 3);
  for (const n of [0, 1, 2]) bytes.set([0xff, 0xfb, 0x90, 0x00], n * frameBytes);
  return bytes;
}

export const aWav = (): Buffer =>
  Buffer.concat([Buffer.from('RIFF'), Buffer.from([36, 0, 0, 0]), Buffer.from('WAVEfmt '), Buffer.alloc(28)]);

export const anOgg = (): Buffer =>
  Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('\x01vorbis'), Buffer.alloc(30)]);
