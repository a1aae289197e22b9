import { DomainError } from '@ringdown/kernel';
import type { Weekday, Window } from './schedule.js';
import { DAY, HOUR, MINUTE, WEEK } from './units.js';

/** Civil times [from, to) of a week that begins on Monday 00:00, in milliseconds; the last may reach into the next week. */
export interface WeekHours {
  readonly from: number;
  readonly to: number;
}

const DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** The windows in order, with those that overlap or touch made one. */
export function weekHours(windows: readonly Window[]): readonly WeekHours[] {
  return merged(windows.flatMap(hoursOf));
}

/** No hour of any week is left out. */
export function coverTheWeek(hours: readonly WeekHours[]): boolean {
  const twoWeeks = [...hours, ...hours.map(({ from, to }) => ({ from: from + WEEK, to: to + WEEK }))];
  return merged(twoWeeks).some(({ from, to }) => to - from >= WEEK);
}

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
