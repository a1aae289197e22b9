import { audioFileFault, formatBytes, mostAudioBytes } from './audio-file.js';

describe('formatBytes', () => {
  it.each([
    [1, '1 KB'],
    [10_240, '10 KB'],
    [5 * 1024 * 1024, '5.0 MB'],
  ])('reads %i as %s', (bytes, expected) => expect(formatBytes(bytes)).toBe(expected));
});

describe('audioFileFault', () => {
  it.each(['welcome.mp3', 'WELCOME.WAV', 'a.b.ogg'])('has nothing against %s', (name) =>
    expect(audioFileFault({ name, size: 1 })).toBeNull(),
  );
  it.each(['welcome.m4a', 'mp3', 'welcome.mp3.exe'])('names the kinds that are taken for %s', (name) =>
    expect(audioFileFault({ name, size: 1 })).toBe(`${name} is neither mp3, wav nor ogg.`),
  );
  it('takes a file of exactly the limit, and says by how much a larger one is too large', () => {
    expect(audioFileFault({ name: 'a.mp3', size: mostAudioBytes })).toBeNull();
    expect(audioFileFault({ name: 'a.mp3', size: 7 * 1024 * 1024 })).toBe(
      'a.mp3 has 7.0 MB: at most 5.0 MB may be sent.',
    );
    expect(audioFileFault({ name: 'a.mp3', size: mostAudioBytes + 1 })).not.toBeNull();
  });
  it('refuses an empty file', () => expect(audioFileFault({ name: 'a.wav', size: 0 })).toBe('a.wav is empty.'));
});
