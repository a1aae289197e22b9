import type { Shift } from '../api/things.js';
import { shiftSegments } from './shift-segments.js';

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
