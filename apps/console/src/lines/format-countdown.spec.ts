import { formatCountdown } from './format-countdown.js';

describe('formatCountdown', () => {
  it.each([
    [300_000, '5:00'],
    [299_999, '4:59'],
    [65_000, '1:05'],
    [1_000, '0:01'],
    [0, '0:00'],
    [-4_000, '0:00'],
  ])('reads %i ms as %s', (left, expected) => expect(formatCountdown(left)).toBe(expected));
});
