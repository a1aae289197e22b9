import type { Duty } from './duty.js';
import { dutyAt } from './duty-at.js';
import { isSame, type Sameness } from './sameness.js';
import type { Schedule } from './schedule.js';
import { stays } from './stays.js';

/**
 * Only one person under the names of two layers, or two layers of one name, can go on merging for long; `stays` sees when that is
 * for ever. What neither ends within so many changes nor is seen to be constant counts as endless.
 */
const LONGEST_LOOK = 10_000;

/** The instant (epoch ms) at which a duty ends after all neighbours that are the same: Infinity where it never does. */
export function endOfDuty(schedule: Schedule, duty: Duty, by: Sameness): number {
  let end = duty.until;
  for (let looks = 0; looks < LONGEST_LOOK && end !== Infinity; looks += 1) {
    const next = dutyAt(schedule, end);
    if (!isSame(duty, next, by)) return end;
    if (stays(schedule, next, end, by)) return Infinity;
    end = next.until;
  }
  return Infinity;
}
