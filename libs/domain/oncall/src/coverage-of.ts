import type { CivilZone } from './civil-zone.js';
import { firstAfter } from './first-after.js';
import type { Window } from './schedule.js';
import { DAY, WEEK } from './units.js';
import { coverTheWeek, weekHours } from './week-hours.js';

/** Whether some window is open, and until when this surely holds: Infinity where it never changes. */
export interface Coverage {
  readonly open: boolean;
  readonly until: number;
}

/** The Monday 00:00 from which civil weeks are counted: 1970-01-05. */
const FIRST_MONDAY = 4 * DAY;

const always: Coverage = { open: true, until: Infinity };
const never: Coverage = { open: false, until: Infinity };

/** The windows of a layer, read once. No windows at all: open for ever. */
export function coverageOf(windows: readonly Window[] | undefined, zone: CivilZone): (at: number) => Coverage {
  if (!windows || windows.length === 0) return () => always;
  const hours = weekHours(windows);
  if (hours.length === 0) return () => never;
  if (coverTheWeek(hours)) return () => always;
  const ends = hours.map(({ to }) => to);

  return (at) => {
    const shown = zone.civilOf(at);
    let openUntil = -Infinity;
    // Windows of the week before may still be open. The week has a hole, so the loop ends.
    for (let monday = mondayOf(shown) - WEEK; ; monday += WEEK) {
      for (let n = firstAfter(ends, shown - monday); n < hours.length; n += 1) {
        const start = zone.instantOf(monday + (hours[n]?.from ?? 0));
        const end = zone.instantOf(monday + (hours[n]?.to ?? 0));
        if (start > Math.max(at, openUntil)) {
          return openUntil > at ? { open: true, until: openUntil } : { open: false, until: start };
        }
        openUntil = Math.max(openUntil, end);
      }
    }
  };
}

const mondayOf = (civil: number): number => Math.floor((civil - FIRST_MONDAY) / WEEK) * WEEK + FIRST_MONDAY;
