import { dutyAt } from './duty-at.js';
import { endOfDuty } from './end-of-duty.js';
import type { Schedule } from './schedule.js';
import { namedInstant, type OnCall } from './shift.js';

/** Its cost does not depend on how long ago a rotation began. @throws RangeError where the time zone or a start is malformed. */
export function onCallAt(schedule: Schedule, at: Date): OnCall {
  const duty = dutyAt(schedule, at.getTime());
  const end = endOfDuty(schedule, duty, 'user and via');
  return { userId: duty.userId, via: duty.via, until: namedInstant(end) };
}
