import type { Shift } from '../api/things.js';

export interface Segment {
  readonly shift: Shift;
  /** Percent of the span, from its start. */
  readonly left: number;
  readonly width: number;
}

/** Where each shift lies within the span, cut off at its ends; shifts outside of it are left out. */
export function shiftSegments(shifts: readonly Shift[], from: Date, to: Date): readonly Segment[] {
  const start = from.getTime();
  const length = to.getTime() - start;
  const percent = (at: number): number => (Math.min(Math.max(at - start, 0), length) / length) * 100;
  return shifts
    .map((shift) => {
      const left = percent(Date.parse(shift.startsAt));
      return { shift, left, width: percent(Date.parse(shift.endsAt)) - left };
    })
    .filter(({ width }) => width > 0);
}
