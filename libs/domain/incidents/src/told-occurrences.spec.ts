import { isToldOccurrence } from './told-occurrences.js';

it('tells the 2nd, 5th, 10th, 20th, 50th … occurrence', () => {
  const told = Array.from({ length: 1200 }, (_, n) => n + 1).filter((count) => isToldOccurrence(count - 1, count));
  expect(told).toEqual([2, 5, 10, 20, 50, 100, 200, 500, 1000]);
});

it.each([
  [1, 4, true],
  [2, 4, false],
  [5, 9, false],
  [9, 11, true],
  [51, 99, false],
  [3, 3, false],
  [999, 1001, true],
])('from %d to %d: %s', (before, after, told) => expect(isToldOccurrence(before, after)).toBe(told));
