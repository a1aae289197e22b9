import { dayEnd, dayStart } from './day-bounds.js';

describe('the bounds of a day', () => {
  it('are the reader’s midnights', () => {
    expect(dayStart('2026-01-05')).toBe(new Date(2026, 0, 5).toISOString());
    expect(dayEnd('2026-01-05')).toBe(new Date(new Date(2026, 0, 6).getTime() - 1).toISOString());
  });
  it('reach over the end of a month', () =>
    expect(dayEnd('2026-01-31')).toBe(new Date(new Date(2026, 1, 1).getTime() - 1).toISOString()));
  it.each(['', '2026-02-30', '05.01.2026', '2026-1-5'])('are none for %j', (day) => {
    expect(dayStart(day)).toBeNull();
    expect(dayEnd(day)).toBeNull();
  });
});
