import { type Schedule, type Shift, shiftsOneByOne } from '@ringdown/domain-oncall';
import { invalidFields } from '@ringdown/kernel';
import type { Computation } from '../slices/index.js';

/** Hourly handoffs all the year round are half of it. */
export const mostShifts = 20_000;
/** Neighbours that are the same become one shift, however many they are. */
const mostChanges = 200_000;

/** @throws DomainError `invalid` for a time in which more changes than one answer may hold. */
export function* shiftsWithinBudget(schedule: Schedule, from: Date, to: Date): Computation<readonly Shift[]> {
  const shifts: Shift[] = [];
  let changes = 0;
  for (const shift of shiftsOneByOne(schedule, from, to)) {
    if (shift) shifts.push(shift);
    changes += 1;
    if (shifts.length > mostShifts || changes > mostChanges)
      throw tooMuch(shifts[Math.min(shifts.length, mostShifts) - 1]);
    yield;
  }
  return shifts;
}

function tooMuch(lastOfAll: Shift | undefined) {
  const up = lastOfAll ? `; up to ${lastOfAll.endsAt.toISOString()} they fit` : '';
  const message = `choose an earlier end: an answer holds ${mostShifts.toLocaleString('en')} shifts at most${up}`;
  return invalidFields([{ path: 'to', message }]);
}
