import type { newSchedule } from '@ringdown/contracts';
import type { z } from 'zod';
import type { Schedule } from '../api/resources.js';

const regular = { hour: 'Hourly', day: 'Daily', week: 'Weekly' } as const;

/** `Weekly from 2026-01-05 09:00`, `Every 12 hours from …`. */
export function rotationWords({ rotation }: Pick<Schedule['layers'][number], 'rotation'>): string {
  const { every, unit, startsAt } = rotation;
  const pace = every === 1 ? regular[unit] : `Every ${every} ${unit}s`;
  return `${pace} from ${startsAt.replace('T', ' ')}`;
}

type Layer = Schedule['layers'][number];

/** The form edits the lowest layer; upper ones travel along untouched. */
export type ScheduleValues = z.infer<typeof newSchedule>;

/** A first layer that hands over every Monday at nine, beginning with the Monday of `now`'s week. */
export function blankLayer(now: Date): Layer {
  const monday = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() - ((now.getDay() + 6) % 7)));
  return {
    name: 'Weekly',
    participants: [],
    rotation: { every: 1, unit: 'week', startsAt: `${monday.toISOString().slice(0, 10)}T09:00` },
  };
}

export function scheduleValues(
  { name, timeZone, layers, channelIds }: Omit<Schedule, 'createdAt' | 'updatedAt' | 'calendarUrl'>,
  now: Date,
): ScheduleValues {
  return { name, timeZone, layers: layers.length === 0 ? [blankLayer(now)] : layers, channelIds };
}
