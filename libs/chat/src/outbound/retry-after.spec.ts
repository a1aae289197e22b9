import { retryAfterMs } from './retry-after.js';

const now = new Date('2026-01-05T09:00:00.000Z');

it.each([
  ['30', 30_000],
  ['0', 0],
  ['1.5', 1500],
  ['Mon, 05 Jan 2026 09:02:00 GMT', 120_000],
  ['Mon, 05 Jan 2026 08:00:00 GMT', 0],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 251_634_697_199_000],
  ['-5', 0],
  ['1e400', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('%s means %s ms', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});
