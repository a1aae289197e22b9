import { DomainError } from '@ringdown/kernel';
import { type CivilZone, civilZone, DAY, firstAfter, HOUR, MINUTE, WEEK } from './civil-time.js';
import type { Weekday, Window } from './schedule.js';

/** Civil times [from, to) of a week that begins on Monday 00:00, in milliseconds; the last may reach into the next week. */
interface WeekHours {
  readonly from: number;
  readonly to: number;
}

const DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** The windows in order, with those that overlap or touch made one. @throws DomainError `invalid` for a malformed time of day. */
export function weekHours(windows: readonly Window[]): readonly WeekHours[] {
  return merged(windows.flatMap(hoursOf));
}

/** No hour of any week is left out. */
export function coverTheWeek(hours: readonly WeekHours[]): boolean {
  const twoWeeks = [...hours, ...hours.map(({ from, to }) => ({ from: from + WEEK, to: to + WEEK }))];
  return merged(twoWeeks).some(({ from, to }) => to - from >= WEEK);
}

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

function hoursOf({ days, from, to }: Window): WeekHours[] {
  const begin = timeOfDay(from);
  const end = timeOfDay(to);
  const length = end > begin ? end - begin : end - begin + DAY;
  return days.map((day) => {
    const start = DAYS.indexOf(day) * DAY + begin;
    return { from: start, to: start + length };
  });
}

function merged(hours: readonly WeekHours[]): readonly WeekHours[] {
  const all: WeekHours[] = [];
  for (const next of hours.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && next.from <= last.to) all[all.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else all.push(next);
  }
  return all;
}

/** "24:00" is the end of the day. */
function timeOfDay(text: string): number {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) {
    throw new DomainError('invalid', `A window's time is written as "09:00", not as "${text}".`);
  }
  return Number(hours) * HOUR + Number(minutes) * MINUTE;
}

/**
 * The hours of a week in a zone, read once: whether they are open at an instant. As with a layer's windows, a `to` that is not later
 * than `from` runs over midnight and belongs to the day on which it begins. @throws RangeError for a zone that there is not.
 */
export function hoursIn(zone: string, windows: readonly Window[]): (at: Date) => boolean {
  const coverage = coverageOf(windows, civilZone(zone));
  return (at) => coverage(at.getTime()).open;
}
