import { Temporal } from 'temporal-polyfill';
import { remembering } from './remembering.js';
import { DAY } from './units.js';

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

/** Transitions are looked up for about 13 months at a time: a lookup costs some 10 µs, and much more in a zone without any. */
const STRETCH = 2 ** 35;

/** @throws RangeError for a name that is not a time zone. */
export const civilZone: (name: string) => CivilZone = remembering(1_000, (name: string): CivilZone => {
  const erasOf = remembering(500, (stretch: number) => erasBetween(name, stretch * STRETCH, (stretch + 1) * STRETCH));

  const eraAt = (instant: number): Era => {
    const eras = erasOf(Math.floor(instant / STRETCH));
    const era = eras.find(({ to }) => instant < to);
    if (!era) throw new RangeError(`not an instant: ${instant}`);
    return era;
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

function erasBetween(zone: string, start: number, end: number): readonly Era[] {
  const eras: Era[] = [];
  let now = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone);
  for (;;) {
    const next = now.getTimeZoneTransition('next');
    const to = next ? Math.min(next.epochMilliseconds, end) : end;
    eras.push({ from: now.epochMilliseconds, to, offset: now.offsetNanoseconds / 1e6 });
    if (!next || to === end) return eras;
    now = next;
  }
}
