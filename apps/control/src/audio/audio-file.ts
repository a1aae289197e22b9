import { invalidFields } from '@ringdown/kernel';
import type { UploadedFile } from '../api/index.js';

const startsWith = (text: string, content: Buffer, at = 0): boolean =>
  content.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'));

/** The header of a frame of MPEG audio, layer III (ISO 11172-3, 2.4.1.3): sync word, and no value that is reserved or free. */
function isMp3Frame(content: Buffer): boolean {
  const [sync = 0, kind = 0, rates = 0] = content;
  const [version, layer, bitRate, sampleRate] = [(kind >> 3) & 3, (kind >> 1) & 3, rates >> 4, (rates >> 2) & 3];
  const isSync = sync === 0xff && kind >> 5 === 7;
  return isSync && version !== 1 && layer === 1 && bitRate > 0 && bitRate < 15 && sampleRate !== 3;
}

/** What voice providers play, recognised by its content: its name, and what the browser says of it, prove nothing. */
const playable = [
  {
    contentType: 'audio/mpeg',
    extension: 'mp3',
    is: (content: Buffer) => startsWith('ID3', content) || isMp3Frame(content),
  },
  {
    contentType: 'audio/wav',
    extension: 'wav',
    is: (content: Buffer) => startsWith('RIFF', content) && startsWith('WAVE', content, 8),
  },
  { contentType: 'audio/ogg', extension: 'ogg', is: (content: Buffer) => startsWith('OggS', content) },
];

interface AudioFile extends UploadedFile {
  readonly contentType: string;
  readonly extension: string;
}

/** An uploaded file that a voice provider can play. @throws DomainError `invalid` saying what is expected. */
export function audioFile({ name, content }: UploadedFile): AudioFile {
  const type = playable.find(({ is }) => is(content));
  if (!type) {
    const message = 'choose an MP3, WAV or Ogg file; the content of this one is none of them';
    throw invalidFields([{ path: 'file', message }]);
  }
  return { name, content, contentType: type.contentType, extension: type.extension };
}
