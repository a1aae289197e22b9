import { recentlySent, secondsToWait } from './send-limit.js';

const now = new Date('2026-01-05T09:00:00.000Z');
const ago = (...seconds: number[]): Date[] => seconds.map((s) => new Date(now.getTime() - s * 1000));

it.each([
  [[], 0],
  [[10], 20],
  [[29.5], 1],
  [[30], 0],
  [[40, 80, 120, 160], 0],
  [[40, 80, 120, 160, 600], 3000],
  [[10, 80, 120, 160, 3599], 20],
  [[40, 80, 120, 160, 3600], 0],
  [[1800, 40, 1200, 300, 900], 1800],
])('after codes sent %j seconds ago the next one waits %d s', (sent, seconds) => {
  expect(secondsToWait(ago(...sent), now)).toBe(seconds);
});

it('waits for none that was refused, which counts in the hour all the same', () => {
  expect(secondsToWait(ago(10), now, true)).toBe(0);
  expect(secondsToWait(ago(10, 80, 120, 160, 600), now, true)).toBe(3000);
});

it('forgets what is older than an hour', () => {
  expect(recentlySent(ago(10, 3600, 4000), now)).toEqual(ago(10));
});
