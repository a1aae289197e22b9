import { mostOverrides, overridesThatStay } from './overrides.controller.js';

const now = new Date('2026-06-01T00:00:00.000Z');
const override = (n: number, endsAt: string) => ({
  id: `ovr_${n}`,
  userId: 'user_1',
  startsAt: '2026-01-01T00:00:00.000Z',
  endsAt,
  createdBy: 'user_1',
  createdAt: '2026-01-01T00:00:00.000Z',
});
const past = '2026-03-01T00:00:00.000Z';
const toCome = '2026-07-01T00:00:00.000Z';
const many = (count: number, endsAt: string) => Array.from({ length: count }, (_override, n) => override(n, endsAt));

it('keeps all while there is room', () => {
  expect(overridesThatStay(many(mostOverrides - 1, past), now)).toHaveLength(mostOverrides - 1);
});

it('lets those make way that have been over for the longest time', () => {
  const full = [...many(mostOverrides - 2, past), override(5001, '2026-02-01T00:00:00.000Z'), override(5002, toCome)];
  const kept = overridesThatStay(full, now).map(({ id }) => id);
  expect(kept).toHaveLength(mostOverrides - 1);
  expect(kept).not.toContain('ovr_5001');
  expect(kept).toContain('ovr_5002');
});

it('refuses one more where all are to come', () => {
  expect(() => overridesThatStay(many(mostOverrides, toCome), now)).toThrow('A schedule has at most 2,000 overrides.');
});

it('makes a schedule smaller that was stored when there was no limit', () => {
  expect(overridesThatStay([...many(9_000, past), override(9_001, toCome)], now)).toHaveLength(mostOverrides - 1);
});
