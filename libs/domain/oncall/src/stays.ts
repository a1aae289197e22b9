import type { Duty } from './duty.js';
import type { Sameness } from './sameness.js';
import type { Layer, Window } from './schedule.js';
import type { LayerReader, ScheduleReader } from './schedule-reader.js';
import { coverTheWeek, weekHours } from './week-hours.js';

/**
 * Tells of a duty whether from `at` on the topmost layers have nobody but the one on duty, and leave no hour of the week to those
 * below.
 */
export function staysBy(
  { layers, lastOverrideEnds }: ScheduleReader,
  by: Sameness,
): (duty: Duty, at: number) => boolean {
  const manned = layers.filter(({ layer }) => !neverHasAnyone(layer));
  const covered = new Map<number, boolean>();
  const cover = (top: number): boolean => {
    const known = covered.get(top);
    if (known !== undefined) return known;
    const fresh = coverTheWeek(weekHours(manned.slice(0, top).flatMap(windowsOf)));
    covered.set(top, fresh);
    return fresh;
  };

  return (duty, at) => {
    if (lastOverrideEnds > at) return false;
    const isConstant = ({ layer, turnAt }: LayerReader): boolean => {
      const { userId, until } = turnAt(at);
      return until === Infinity && userId === duty.userId && (by === 'user' || layer.name === duty.via);
    };
    const end = manned.findIndex((reader) => !isConstant(reader) || isAlwaysOpen(reader.layer));
    const stop = manned[end];
    if (!stop) return cover(manned.length);
    return isConstant(stop) || cover(end);
  };
}

const windowsOf = ({ layer }: LayerReader): readonly Window[] => layer.windows ?? [];
const isAlwaysOpen = ({ windows = [] }: Layer): boolean => windows.length === 0;

const neverHasAnyone = ({ participants, windows = [] }: Layer): boolean =>
  participants.length === 0 || (windows.length > 0 && windows.every(({ days }) => days.length === 0));
