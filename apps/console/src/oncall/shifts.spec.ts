import type { Shift } from '../api/resources.js';
import { nextDays, shiftColor, shiftSegments } from './shifts.js';

describe('nextDays', () => {
  it('covers whole days from the midnight before now', () => {
    const { from, to, days } = nextDays(new Date(2026, 0, 5, 17, 30), 14);
    expect(from).toEqual(new Date(2026, 0, 5));
    expect(to).toEqual(new Date(2026, 0, 19));
    expect(days).toHaveLength(14);
    expect(days.at(-1)).toEqual(new Date(2026, 0, 18));
  });
});

const people = Array.from({ length: 12 }, (_, n) => ({ id: `user_${n}`, name: `Person ${n}` }));

describe('shiftColor', () => {
  it('keeps red for gaps', () => {
    expect(shiftColor(null, people)).toBe('red');
    expect(people.map(({ id }) => shiftColor(id, people))).not.toContain('red');
  });
  it('tells ten people apart', () =>
    expect(new Set(people.slice(0, 10).map(({ id }) => shiftColor(id, people))).size).toBe(10));
  it('has one for somebody who is gone', () => expect(shiftColor('user_gone', people)).toBe('gray'));
});

const from = new Date('2026-01-01T00:00:00Z');
const to = new Date('2026-01-11T00:00:00Z');
const shift = (startsAt: string, endsAt: string, userId: string | null = 'user_a'): Shift => ({
  userId,
  startsAt,
  endsAt,
  via: userId === null ? null : 'Weekly',
});
const places = (...shifts: Shift[]): number[][] =>
  shiftSegments(shifts, from, to).map(({ left, width }) => [left, width]);

describe('shiftSegments', () => {
  it('places shifts by their share of the span', () =>
    expect(
      places(
        shift('2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z'),
        shift('2026-01-03T00:00:00Z', '2026-01-11T00:00:00Z', null),
      ),
    ).toEqual([
      [0, 20],
      [20, 80],
    ]));
  it('cuts at both ends', () =>
    expect(
      places(
        shift('2025-12-01T00:00:00Z', '2026-01-06T00:00:00Z'),
        shift('2026-01-06T00:00:00Z', '2027-01-01T00:00:00Z'),
      ),
    ).toEqual([
      [0, 50],
      [50, 50],
    ]));
  it('leaves out what lies outside', () =>
    expect(
      places(
        shift('2025-12-01T00:00:00Z', '2026-01-01T00:00:00Z'),
        shift('2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z'),
      ),
    ).toEqual([]));
});
