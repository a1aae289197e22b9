import type { RingTarget } from '../api/things.js';

/** A target as one value of a select: `schedule:sched_1`. */
export const targetValue = ({ type, id }: RingTarget): string => `${type}:${id}`;

/** The target of a select's value; null where nothing is chosen. */
export function targetOf(value: string | null): RingTarget | null {
  const match = /^(schedule|user):(.+)$/.exec(value ?? '');
  return match === null ? null : { type: match[1] as RingTarget['type'], id: match[2] ?? '' };
}
