import type { Clock } from '@ringdown/kernel';

/** A clock that moves only when it is advanced. */
export interface FixedClock extends Clock {
  advance(milliseconds: number): void;
}

/** Starts at `instant` (RFC 3339). Throws where that is not one. */
export function fixedClock(instant: string): FixedClock {
  let milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds)) throw new Error(`not an instant: ${instant}`);
  return {
    now: () => new Date(milliseconds),
    advance: (by) => {
      milliseconds += by;
    },
  };
}
