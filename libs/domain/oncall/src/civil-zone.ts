import moment from 'moment-timezone';
import { firstAfter } from './first-after.js';
import { remembering } from './remembering.js';
import { DAY, MINUTE } from './units.js';

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
export const civilZone: (name: string) => CivilZone = remembering(1_000, (name: string): CivilZone => {
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
