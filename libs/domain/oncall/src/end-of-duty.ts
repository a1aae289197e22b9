import type { Duty } from './duty.js';
import { isSame, type Sameness } from './sameness.js';
import type { ScheduleReader } from './schedule-reader.js';
import { staysBy } from './stays.js';

/**
 * Only one person under the names of two layers, or two layers of one name, can go on merging for long; `staysBy` sees when that is
 * for ever. What neither ends within so many changes nor is seen to be constant counts as endless.
 */
const LONGEST_LOOK = 10_000;

/** The instant (epoch ms) at which a duty ends after all neighbours that are the same: Infinity where it never does. */
export function endOfDuty(reader: ScheduleReader, duty: Duty, by: Sameness): number {
  const stays = staysBy(reader, by);
  let end = duty.until;
  for (let looks = 0; looks < LONGEST_LOOK && end !== Infinity; looks += 1) {
    const next = reader.dutyAt(end);
    if (!isSame(duty, next, by)) return end;
    if (stays(next, end)) return Infinity;
    end = next.until;
  }
  return Infinity;
}
