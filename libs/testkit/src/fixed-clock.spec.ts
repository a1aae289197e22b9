import { fixedClock } from './fixed-clock.js';

describe('fixedClock', () => {
  it('stands still until it is advanced', () => {
    const clock = fixedClock('2026-01-05T09:00:00.000Z');
    expect(clock.now().toISOString()).toBe('2026-01-05T09:00:00.000Z');
    clock.advance(1_500);
    expect(clock.now().toISOString()).toBe('2026-01-05T09:00:01.500Z');
  });

  it('cannot be moved through the dates it hands out', () => {
    const clock = fixedClock('2026-01-05T09:00:00.000Z');
    clock.now().setFullYear(1999);
    expect(clock.now().getUTCFullYear()).toBe(2026);
  });

  it('refuses what is not an instant', () => {
    expect(() => fixedClock('nine in the morning')).toThrow('not an instant: nine in the morning');
  });
});
