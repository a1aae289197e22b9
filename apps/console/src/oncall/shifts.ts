import type { Named, Shift } from '../api/resources.js';

export interface Span {
  readonly from: Date;
  readonly to: Date;
  /** The midnights within, the first one included. */
  readonly days: readonly Date[];
}

/** From the last midnight before `now` over so many days, in the reader's own zone (a day may have 23 or 25 hours). */
export function nextDays(now: Date, count: number): Span {
  const midnight = (offset: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + offset);
  return { from: midnight(0), to: midnight(count), days: Array.from({ length: count }, (_, day) => midnight(day)) };
}

const palette = ['indigo', 'yellow', 'teal', 'grape', 'lime', 'cyan', 'pink', 'blue', 'green', 'violet'] as const;

/** One colour a person, the same in every schedule; red is kept for gaps. Past ten people they come again. */
export function shiftColor(userId: string | null, people: readonly Named[]): string {
  if (userId === null) return 'red';
  const place = people.findIndex(({ id }) => id === userId);
  return palette[place % palette.length] ?? 'gray';
}

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
