import { hoursIn } from './windows.js';

describe('hours of a week in a zone', () => {
  const nights = hoursIn('Europe/Berlin', [{ days: ['fri'], from: '22:00', to: '06:00' }]);

  it.each([
    ['Friday 21:59', '2026-01-09T20:59:59.999Z', false],
    ['Friday 22:00', '2026-01-09T21:00:00.000Z', true],
    ['Saturday 05:59, which belongs to Friday', '2026-01-10T04:59:59.999Z', true],
    ['Saturday 06:00', '2026-01-10T05:00:00.000Z', false],
    ['Friday 05:00, which belongs to Thursday', '2026-01-09T04:00:00.000Z', false],
    ['a Friday in summer, 22:00 there', '2026-07-10T20:00:00.000Z', true],
  ])('%s', (_name, at, open) => {
    expect(nights(new Date(at))).toBe(open);
  });

  it('are all day long where the end is the beginning', () => {
    const mondays = hoursIn('UTC', [{ days: ['mon'], from: '00:00', to: '00:00' }]);
    expect(mondays(new Date('2026-01-05T23:59:59.999Z'))).toBe(true);
    expect(mondays(new Date('2026-01-06T00:00:00.000Z'))).toBe(false);
  });

  it('need a zone that there is', () => {
    expect(() => hoursIn('Nowhere/Nothing', [])).toThrow(RangeError);
  });
});
