import { entriesThatStay } from './entries-that-stay.js';

const most = 2_000;
const full = 'There are too many. Delete some that have not begun.';
const staying = (entries: ReturnType<typeof override>[]) => entriesThatStay(entries, now, { most, full });

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
  expect(staying(many(most - 1, past))).toHaveLength(most - 1);
});

it('lets those make way that have been over for the longest time', () => {
  const crowd = [...many(most - 2, past), override(5001, '2026-02-01T00:00:00.000Z'), override(5002, toCome)];
  const kept = staying(crowd).map(({ id }) => id);
  expect(kept).toHaveLength(most - 1);
  expect(kept).not.toContain('ovr_5001');
  expect(kept).toContain('ovr_5002');
});

it('refuses one more where all are to come', () => {
  expect(() => staying(many(most, toCome))).toThrow(full);
});

it('makes a schedule smaller that was stored when there was no limit', () => {
  expect(staying([...many(9_000, past), override(9_001, toCome)])).toHaveLength(most - 1);
});
