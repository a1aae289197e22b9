import { civilZone } from './civil-zone.js';
import type { Duty } from './duty.js';
import type { Sameness } from './sameness.js';
import type { Layer, Schedule, Window } from './schedule.js';
import { turnAt } from './turn-at.js';
import { coverTheWeek, weekHours } from './week-hours.js';

/** From `at` on the topmost layers have nobody but the one on duty, and leave no hour of the week to those below. */
export function stays({ timeZone, layers, overrides }: Schedule, duty: Duty, at: number, by: Sameness): boolean {
  if (overrides.some(({ endsAt }) => endsAt.getTime() > at)) return false;
  const zone = civilZone(timeZone);
  const isConstant = (layer: Layer): boolean => {
    const { userId, until } = turnAt(layer, zone, at);
    return until === Infinity && userId === duty.userId && (by === 'user' || layer.name === duty.via);
  };
  const windows: Window[] = [];
  for (const layer of layers.toReversed()) {
    if (neverHasAnyone(layer)) continue;
    if (!isConstant(layer)) break;
    if (!layer.windows || layer.windows.length === 0) return true;
    windows.push(...layer.windows);
  }
  return coverTheWeek(weekHours(windows));
}

const neverHasAnyone = ({ participants, windows = [] }: Layer): boolean =>
  participants.length === 0 || (windows.length > 0 && windows.every(({ days }) => days.length === 0));
