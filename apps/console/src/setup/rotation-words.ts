import type { Schedule } from '../api/things.js';

const regular = { hour: 'Hourly', day: 'Daily', week: 'Weekly' } as const;

/** `Weekly from 2026-01-05 09:00`, `Every 12 hours from …`. */
export function rotationWords({ rotation }: Pick<Schedule['layers'][number], 'rotation'>): string {
  const { every, unit, startsAt } = rotation;
  const pace = every === 1 ? regular[unit] : `Every ${every} ${unit}s`;
  return `${pace} from ${startsAt.replace('T', ' ')}`;
}
