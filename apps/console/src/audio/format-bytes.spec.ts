import { formatBytes } from './format-bytes.js';

describe('formatBytes', () => {
  it.each([
    [1, '1 KB'],
    [10_240, '10 KB'],
    [5 * 1024 * 1024, '5.0 MB'],
  ])('reads %i as %s', (bytes, expected) => expect(formatBytes(bytes)).toBe(expected));
});
