import type { Duty } from './duty.js';
import { isSame } from './sameness.js';
import type { Schedule } from './schedule.js';
import { readerOf } from './schedule-reader.js';
import type { Shift } from './shift.js';

/** Covers [from, to) exactly, in order and without overlap; the first and the last are cut there. Empty where `to` <= `from`. */
export const shiftsBetween = (schedule: Schedule, from: Date, to: Date): readonly Shift[] =>
  [...shiftsOneByOne(schedule, from, to)].flatMap((shift) => shift ?? []);

/**
 * The same one by one, with a null for each look that did not complete a shift: whoever computes for many can stop between any two,
 * let others run, or leave it at that.
 */
export function* shiftsOneByOne(schedule: Schedule, from: Date, to: Date): Generator<Shift | null, void> {
  const reader = readerOf(schedule);
  const end = to.getTime();
  let start = from.getTime();
  let duty: Duty | null = null;
  for (let at = start; at < end;) {
    const next = reader.dutyAt(at);
    const isOver = duty !== null && !isSame(duty, next, 'user and via');
    yield duty && isOver ? shiftOf(duty, start, at) : null;
    if (isOver) start = at;
    duty = next;
    at = next.until;
  }
  if (duty) yield shiftOf(duty, start, end);
}

const shiftOf = ({ userId, via }: Duty, start: number, end: number): Shift => ({
  userId,
  startsAt: new Date(start),
  endsAt: new Date(end),
  via,
});
