import moment from 'moment-timezone';

/** Milliseconds. A civil day has always 24 hours; it is the zone that makes some of them shorter or longer. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

/**
 * A zone's clock. Instants are epoch milliseconds; civil times are milliseconds too, counted as if the clock's reading were UTC,
 * so that a day has always 24 hours and sums are plain numbers.
 */
export interface CivilZone {
  /** What the clock shows. */
  civilOf(instant: number): number;
  /** The first instant at which the clock shows `civil` or later: the first of two, and the end of the gap where it is skipped. */
  instantOf(civil: number): number;
}

/** A stretch [from, to) of instants with one offset from UTC. */
interface Era {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** @throws RangeError for a name that is not a time zone. */
export const civilZone: (name: string) => CivilZone = memoize(1_000, (name: string): CivilZone => {
  const zone = moment.tz.zone(name);
  // the package takes "Europe_Berlin" for a name, too
  if (!zone || zone.name.toLowerCase() !== name.toLowerCase()) throw new RangeError(`not a time zone: ${name}`);
  const { untils, offsets } = zone;

  const eraAt = (instant: number): Era => {
    const n = firstAfter(untils, instant);
    // the package counts minutes towards UTC
    const offset = Math.round(-(offsets[n] ?? 0) * MINUTE);
    return { from: untils[n - 1] ?? -Infinity, to: untils[n] ?? Infinity, offset };
  };

  return {
    civilOf: (instant) => instant + eraAt(instant).offset,
    instantOf: (civil) => {
      let era = eraAt(civil - DAY);
      while (civil >= era.to + era.offset) era = eraAt(era.to);
      return Math.max(era.from, civil - era.offset);
    },
  };
});

/** Whether `name` is an IANA time zone ("Europe/Berlin"): one that `civilZone` can reckon with. */
export function isTimeZone(name: string): boolean {
  try {
    civilZone(name);
    return true;
  } catch {
    return false;
  }
}

export const noTimeZone = 'choose a time zone of the IANA database, such as Europe/Berlin';

const civilForms = ['YYYY-MM-DD[T]HH:mm', 'YYYY-MM-DD[T]HH:mm:ss'];

/** "2026-01-05T09:00" as civil milliseconds. @throws RangeError for a day that no calendar has, such as 30 February. */
export const civilTime = memoize(10_000, (text: string): number => {
  const time = moment.utc(text, civilForms, true);
  if (!time.isValid()) throw new RangeError(`not a local date and time: ${text}`);
  return time.valueOf();
});

/**
 * The version of the IANA time-zone database whose rules are reckoned with, such as "2026f". It comes with moment-timezone and not
 * with the runtime, so that a handoff falls on the same instant whatever Node Ringdown runs on.
 */
export const timeZoneRules: string = moment.tz.dataVersion;

/** What an operator should know where the runtime's rules (`process.versions.tz`) are not ours; null where they are. */
export function rulesCaution(runtime: string | undefined): { readonly text: string; readonly fix: string } | null {
  if (runtime === undefined || runtime === timeZoneRules) return null;
  const ours = `Handoffs are reckoned by the time-zone rules ${timeZoneRules}, which come with Ringdown.`;
  return runtime < timeZoneRules
    ? {
        text: `${ours} The runtime still has ${runtime}.`,
        fix: 'Nobody is rung at another time for it. To have both alike, take a newer Node (docker compose build --pull).',
      }
    : {
        text: `${ours} The runtime has newer ones, ${runtime}.`,
        fix: 'Update Ringdown: where a country has changed its clocks since, a handoff may be an hour off.',
      };
}

/** The index of the first of the ascending `limits` that lies after `value`; their number where none does. */
export function firstAfter(limits: readonly number[], value: number): number {
  let low = 0;
  let high = limits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((limits[middle] ?? Infinity) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A pure function with its results kept; at `limit` of them all are dropped, so that no flood of keys fills the memory. */
export function memoize<Key extends string | number, Result>(
  limit: number,
  compute: (key: Key) => Result,
): (key: Key) => Result {
  const cache = new Map<Key, Result>();
  return (key) => {
    const known = cache.get(key);
    if (known !== undefined) return known;
    if (cache.size >= limit) cache.clear();
    const fresh = compute(key);
    cache.set(key, fresh);
    return fresh;
  };
}
