import { dutyAt } from './duty-at.js';
import { isSame } from './sameness.js';
import type { Duty } from './duty.js';
import type { Schedule } from './schedule.js';
import type { Shift } from './shift.js';

/** Covers [from, to) exactly, in order and without overlap; the first and the last are cut there. Empty where `to` <= `from`. */
export function shiftsBetween(schedule: Schedule, from: Date, to: Date): readonly Shift[] {
  const shifts: Shift[] = [];
  const end = to.getTime();
  let start = from.getTime();
  let duty: Duty | null = null;
  for (let at = start; at < end;) {
    const next = dutyAt(schedule, at);
    if (duty && !isSame(duty, next, 'user and via')) {
      shifts.push(shiftOf(duty, start, at));
      start = at;
    }
    duty = next;
    at = next.until;
  }
  if (duty) shifts.push(shiftOf(duty, start, end));
  return shifts;
}

const shiftOf = ({ userId, via }: Duty, start: number, end: number): Shift => ({
  userId,
  startsAt: new Date(start),
  endsAt: new Date(end),
  via,
});
