import { endOfDuty } from './end-of-duty.js';
import type { Schedule } from './schedule.js';
import { readerOf, type ScheduleReader } from './schedule-reader.js';
import { namedInstant, type OnCall } from './shift.js';

/** Its cost does not depend on how long ago a rotation began. @throws RangeError where the time zone or a start is malformed. */
export function onCallAt(schedule: Schedule, at: Date): OnCall {
  const reader = readerOf(schedule);
  const duty = reader.dutyAt(at.getTime());
  const end = endOfDuty(reader, duty, 'user and via');
  return { userId: duty.userId, via: duty.via, until: namedInstant(end) };
}

/**
 * Who is on call by a schedule, read once for many questions. It tells nothing of the end of the shift: the path of a phone call does
 * not wait until that is found. @throws as `onCallAt` does, when asked.
 */
export function whoIsOnCallIn(schedule: Schedule): (at: Date) => Pick<OnCall, 'userId' | 'via'> {
  let reader: ScheduleReader | null = null;
  return (at) => {
    const { userId, via } = (reader ??= readerOf(schedule)).dutyAt(at.getTime());
    return { userId, via };
  };
}
