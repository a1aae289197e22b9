import { endOfDuty } from './end-of-duty.js';
import type { Schedule } from './schedule.js';
import { readerOf } from './schedule-reader.js';
import { namedInstant } from './shift.js';

/**
 * Who comes on duty next: somebody else, or the same person again after a gap. Null where nobody ever does. A person who only goes
 * on under another layer or an override is not their own successor.
 */
export function nextShift(schedule: Schedule, at: Date): { userId: string; startsAt: Date } | null {
  const reader = readerOf(schedule);
  let duty = reader.dutyAt(at.getTime());
  for (let changes = 0; changes < 2; changes += 1) {
    const end = endOfDuty(reader, duty, 'user');
    const startsAt = namedInstant(end);
    if (!startsAt) return null;
    duty = reader.dutyAt(end);
    if (duty.userId !== null) return { userId: duty.userId, startsAt };
  }
  return null;
}
