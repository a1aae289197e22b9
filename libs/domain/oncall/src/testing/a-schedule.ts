import type { Layer, Override, Rotation, Schedule, Weekday, Window } from '../schedule.js';

export const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
export const everyDay: readonly Weekday[] = [...weekdays, 'sat', 'sun'];

export const hours = (days: readonly Weekday[], from: string, to: string): Window => ({ days, from, to });

/** `rotation` as in "1 day from 2026-03-27T09:00". */
export const layer = (name: string, people: string, rotation: string, ...windows: Window[]): Layer => ({
  name,
  participants: people === '' ? [] : people.split(' '),
  rotation: rotationOf(rotation),
  ...(windows.length > 0 && { windows }),
});

function rotationOf(text: string): Rotation {
  const [, every, unit, startsAt] = /^(-?[\d.]+) (hour|day|week) from (\S+)$/.exec(text) ?? [];
  if (!every || !unit || !startsAt) throw new Error(`not a rotation: ${text}`);
  return { every: Number(every), unit: unit as Rotation['unit'], startsAt };
}

export const override = (userId: string, startsAt: string, endsAt: string, more: Partial<Override> = {}): Override => ({
  id: `ovr_${userId}`,
  userId,
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
  createdAt: new Date('2026-01-01T00:00Z'),
  ...more,
});

export const schedule = (timeZone: string, layers: readonly Layer[], ...overrides: Override[]): Schedule => ({
  timeZone,
  layers,
  overrides,
});
