import { DomainError } from '@ringdown/kernel';
import { anMp3, anOgg, aWav } from '../testing/audio-bytes.js';
import { audioFile } from './audio-file.js';

const typed = (content: Buffer) => {
  const { contentType, extension } = audioFile({ name: 'greeting.txt', content });
  return `${contentType} .${extension}`;
};

it('knows what can be played by its content, whatever it is called', () => {
  expect(typed(anMp3())).toBe('audio/mpeg .mp3');
  expect(typed(Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\x0a', 'latin1'), anMp3()]))).toBe('audio/mpeg .mp3');
  expect(typed(aWav())).toBe('audio/wav .wav');
  expect(typed(anOgg())).toBe('audio/ogg .ogg');
});

it.each([
  ['nothing', ''],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>').toString('hex')],
  ['a picture', '89504e470d0a1a0a0000000d49484452'],
  ['another RIFF file', Buffer.from('RIFF....AVI LIST').toString('hex')],
  ['AAC', 'fff15080'],
  ['MPEG audio, layer II', 'fffd9000'],
  ['a frame of a reserved bit rate', 'fffbf000'],
  ['a frame of a reserved sample rate', 'fffb9c00'],
])('refuses %s and says what is expected', (_what, content) => {
  const upload = () => audioFile({ name: 'greeting.mp3', content: Buffer.from(content, 'hex') });
  expect(upload).toThrow(DomainError);
  expect(upload).toThrow('MP3, WAV or Ogg');
});
