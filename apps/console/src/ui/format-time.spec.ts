import {
  formatCountdown,
  formatDuration,
  formatInstant,
  formatUntil,
  fromLocalInput,
  toLocalInput,
} from './format-time.js';

const style = { now: new Date('2026-01-05T09:00:00Z'), locale: 'en-GB', timeZone: 'Europe/Berlin' };

describe('formatInstant', () => {
  it.each([
    ['2026-01-05T12:30:00.000Z', '13:30'],
    ['2026-01-05T23:30:00.000Z', 'Tue 6 Jan, 00:30'],
    ['2025-12-31T08:00:00.000Z', 'Wed, 31 Dec 2025, 09:00'],
    ['not an instant', 'not an instant'],
  ])('writes %s as %s', (instant, expected) => expect(formatInstant(instant, style)).toBe(expected));
});

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

describe('formatUntil', () => {
  it.each([
    [-5, 'now'],
    [0, 'now'],
    [400, 'in 1 s'],
    [59_000, 'in 59 s'],
    [60_000, 'in 1 min'],
    [239_000, 'in 4 min'],
    [3_600_000, 'in 1 h'],
    [7_500_000, 'in 2 h 5 min'],
    [47 * 3_600_000, 'in 47 h'],
    [72 * 3_600_000, 'in 3 days'],
  ])('says %i ms as %s', (left, words) => expect(formatUntil(left)).toBe(words));
});

describe('local input', () => {
  it('writes two digits each', () => expect(toLocalInput(new Date(2026, 0, 5, 9, 7))).toBe('2026-01-05T09:07'));
  it('comes back as the same moment', () => {
    const at = new Date(2026, 5, 30, 23, 59);
    expect(fromLocalInput(toLocalInput(at))).toBe(at.toISOString());
  });
  it('leaves what is no moment to the API', () => expect(fromLocalInput('')).toBe(''));
});
