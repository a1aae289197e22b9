import { wavTone } from './recording-media.js';

describe('wavTone', () => {
  it.each([
    [1, 1],
    [6, 1],
    [3, 2],
  ] as const)('is a WAV of %d s with %d channels', (seconds, channels) => {
    const file = wavTone(seconds, channels);
    expect(file.toString('latin1', 0, 4)).toBe('RIFF');
    expect(file.toString('latin1', 8, 16)).toBe('WAVEfmt ');
    expect(file.readUInt32LE(4)).toBe(file.length - 8);
    expect(file.readUInt16LE(22)).toBe(channels);
    expect(file.readUInt32LE(40)).toBe(file.length - 44);
    expect(file.readUInt32LE(40) / file.readUInt32LE(28)).toBe(seconds);
    expect(file.subarray(44).some((byte) => byte !== 0)).toBe(true);
  });
});
