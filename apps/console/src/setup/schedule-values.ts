import type { Schedule } from '../api/things.js';

type Layer = Schedule['layers'][number];

/** The form edits the lowest layer; upper ones travel along untouched. */
export interface ScheduleValues {
  readonly name: string;
  readonly timeZone: string;
  readonly layers: readonly Layer[];
}

/** A first layer that hands over every Monday at nine, beginning with the Monday of `now`'s week. */
export function blankLayer(now: Date): Layer {
  const monday = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() - ((now.getDay() + 6) % 7)));
  return {
    name: 'Weekly',
    participants: [],
    rotation: { every: 1, unit: 'week', startsAt: `${monday.toISOString().slice(0, 10)}T09:00` },
  };
}

export function scheduleValues({ name, timeZone, layers }: Schedule, now: Date): ScheduleValues {
  return { name, timeZone, layers: layers.length === 0 ? [blankLayer(now)] : layers };
}
