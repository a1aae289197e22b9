import { nextRemovalTry } from './recording-removal.repository.js';

const askedAt = new Date('2026-01-05T09:00:00.000Z');
const minutes = (n: number) => new Date(askedAt.getTime() + n * 60_000);
const week = 7 * 24 * 60;

it.each([
  [1, 1],
  [2, 2],
  [3, 4],
  [9, 256],
  [10, 360],
  [500, 360],
])('after failure %d waits %d minutes', (tries, delay) => {
  expect(nextRemovalTry({ askedAt, tries }, minutes(5))).toEqual(minutes(5 + delay));
});

it('gives up after seven days, not before', () => {
  expect(nextRemovalTry({ askedAt, tries: 30 }, new Date(minutes(week).getTime() - 1))).not.toBeNull();
  expect(nextRemovalTry({ askedAt, tries: 30 }, minutes(week))).toBeNull();
});
