import { formatInstant } from './format-instant.js';

const style = { now: new Date('2026-01-05T09:00:00Z'), locale: 'en-GB', timeZone: 'Europe/Berlin' };

describe('formatInstant', () => {
  it.each([
    ['2026-01-05T12:30:00.000Z', '13:30'],
    ['2026-01-05T23:30:00.000Z', 'Tue 6 Jan, 00:30'],
    ['2025-12-31T08:00:00.000Z', 'Wed, 31 Dec 2025, 09:00'],
    ['not an instant', 'not an instant'],
  ])('writes %s as %s', (instant, expected) => expect(formatInstant(instant, style)).toBe(expected));
});
