import { LoginLimit } from './login-limit.js';

const at = (seconds: number): Date => new Date(Date.parse('2026-01-05T09:00:00.000Z') + seconds * 1000);

it('counts the tries of a minute, and says how long to wait', () => {
  const limit = new LoginLimit(3);
  expect([0, 1, 2].map((second) => limit.count('a', at(second)))).toEqual([0, 0, 0]);
  expect(limit.count('a', at(10))).toBe(50);
  expect(limit.count('b', at(10))).toBe(0);
  expect(limit.count('a', at(59.5))).toBe(1);
  expect(limit.count('a', at(60))).toBe(0);
});

it('does not grow without end', () => {
  const limit = new LoginLimit(1, 2);
  for (const key of ['a', 'b', 'c']) limit.count(key, at(0));
  expect(limit.count('a', at(1))).toBe(0);
});
