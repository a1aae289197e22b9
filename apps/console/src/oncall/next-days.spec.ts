import { nextDays } from './next-days.js';

describe('nextDays', () => {
  it('covers whole days from the midnight before now', () => {
    const { from, to, days } = nextDays(new Date(2026, 0, 5, 17, 30), 14);
    expect(from).toEqual(new Date(2026, 0, 5));
    expect(to).toEqual(new Date(2026, 0, 19));
    expect(days).toHaveLength(14);
    expect(days.at(-1)).toEqual(new Date(2026, 0, 18));
  });
});
