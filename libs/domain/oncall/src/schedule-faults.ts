import type { FieldError } from '@ringdown/kernel';
import { civilTime, isTimeZone, noTimeZone } from './civil-time.js';
import { onCallAt } from './on-call.js';
import type { Schedule } from './schedule.js';
import { weekHours } from './windows.js';

/** Rotations begin within these years: the rules of time zones are known up to 2499, and a turn may last for centuries. */
const years = { first: 1970, last: 2199 };

/**
 * What keeps a schedule from being read, found by the very functions that read it on the way of a call; empty where nothing does.
 * Whoever stores a schedule calls this first.
 */
export function scheduleFaults(schedule: Schedule): readonly FieldError[] {
  const faults = [...zoneFaults(schedule.timeZone), ...schedule.layers.flatMap(layerFaults)];
  if (faults.length > 0) return faults;
  try {
    onCallAt(schedule, new Date(0));
    return [];
  } catch (error) {
    return [{ path: '', message: `nobody can tell who is on call by this schedule (${String(error)})` }];
  }
}

const zoneFaults = (name: string): readonly FieldError[] =>
  isTimeZone(name) ? [] : [{ path: 'timeZone', message: noTimeZone }];

function layerFaults({ rotation, windows }: Schedule['layers'][number], n: number): readonly FieldError[] {
  const faults: FieldError[] = [];
  const startsAt = thrownBy(() => civilTime(rotation.startsAt)) ? null : new Date(civilTime(rotation.startsAt));
  if (!startsAt || startsAt.getUTCFullYear() < years.first || startsAt.getUTCFullYear() > years.last) {
    const message = startsAt
      ? `enter a day between the years ${years.first} and ${years.last}`
      : `enter a day that exists, such as 2026-01-05T09:00; "${rotation.startsAt}" is none`;
    faults.push({ path: `layers.${n}.rotation.startsAt`, message });
  }
  if (windows && thrownBy(() => weekHours(windows))) {
    faults.push({ path: `layers.${n}.windows`, message: 'enter times of day, such as 09:00' });
  }
  return faults;
}

function thrownBy(read: () => unknown): boolean {
  try {
    read();
    return false;
  } catch {
    return true;
  }
}
