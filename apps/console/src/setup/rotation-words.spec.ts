import { rotationWords } from './rotation-words.js';

describe('rotationWords', () => {
  it.each([
    [1, 'week', 'Weekly from 2026-01-05 09:00'],
    [1, 'day', 'Daily from 2026-01-05 09:00'],
    [12, 'hour', 'Every 12 hours from 2026-01-05 09:00'],
  ] as const)('says every %i %s as %s', (every, unit, words) =>
    expect(rotationWords({ rotation: { every, unit, startsAt: '2026-01-05T09:00' } })).toBe(words),
  );
});
