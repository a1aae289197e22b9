import { civilZone, DAY, HOUR, WEEK } from './civil-time.js';
import type { Shift } from './schedule.js';

/** What on-call work a person has had. Nights and weekends count whole, however little of them it was. */
export interface OnCallLoad {
  readonly userId: string;
  readonly milliseconds: number;
  /** From 22:00 to 06:00 on the schedule's clock. */
  readonly nights: number;
  /** From Saturday 00:00 to Monday 00:00. */
  readonly weekends: number;
}

/** A stretch of civil time that comes again and again; civil milliseconds. */
interface Recurring {
  readonly first: number;
  readonly length: number;
  readonly every: number;
}

const night: Recurring = { first: 22 * HOUR, length: 8 * HOUR, every: DAY };
/** 3 January 1970 was a Saturday. */
const weekend: Recurring = { first: 2 * DAY, length: 2 * DAY, every: WEEK };

/** The load of each person who has a shift, by the clock of the zone. Gaps are nobody's. */
export function onCallLoads(timeZone: string, shifts: Iterable<Shift>): readonly OnCallLoad[] {
  const zone = civilZone(timeZone);
  const loads = new Map<string, { milliseconds: number; nights: Set<number>; weekends: Set<number> }>();
  for (const { userId, startsAt, endsAt } of shifts) {
    if (userId === null) continue;
    const load = loads.get(userId) ?? { milliseconds: 0, nights: new Set(), weekends: new Set() };
    loads.set(userId, load);
    load.milliseconds += endsAt.getTime() - startsAt.getTime();
    for (const [kind, found] of [
      [night, load.nights],
      [weekend, load.weekends],
    ] as const)
      for (const n of touched(kind, startsAt.getTime(), endsAt.getTime())) found.add(n);
  }
  return [...loads].map(([userId, { milliseconds, nights, weekends }]) => ({
    userId,
    milliseconds,
    nights: nights.size,
    weekends: weekends.size,
  }));

  /** The numbers of those that share some time with [from, to). */
  function* touched({ first, length, every }: Recurring, from: number, to: number): Generator<number> {
    for (let n = Math.floor((zone.civilOf(from) - first) / every) - 1; ; n += 1) {
      const begins = zone.instantOf(first + n * every);
      if (begins >= to) return;
      if (zone.instantOf(first + n * every + length) > from) yield n;
    }
  }
}
