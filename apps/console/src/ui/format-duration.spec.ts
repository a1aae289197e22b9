import { formatDuration } from './format-duration.js';

describe('formatDuration', () => {
  it.each([
    [null, '–'],
    [0, '0 s'],
    [33, '33 s'],
    [59.6, '1 min'],
    [60, '1 min'],
    [125, '2 min 5 s'],
    [3600, '1 h'],
    [3899, '1 h 4 min'],
    [-3, '0 s'],
  ])('says %s seconds as %s', (seconds, words) => expect(formatDuration(seconds)).toBe(words));
});
