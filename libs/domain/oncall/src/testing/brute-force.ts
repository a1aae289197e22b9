import type { Layer, Override, Rotation, Schedule, Window } from '../schedule.js';

/**
 * Who is on call, found out by living through every minute: a wall clock that only ever goes forward, people who hand over when
 * it strikes, windows looked up on the calendar. Civil times are strings like "2026-03-29 09:00", compared as strings.
 */
export interface Minute {
  readonly at: Date;
  /** The latest civil time that the clock has shown so far, as one looks at it in the hour that comes twice. */
  readonly shown: string;
}

export interface Holder {
  readonly userId: string | null;
  readonly via: string | null;
}

export function minutesFrom(timeZone: string, from: Date, days: number): readonly Minute[] {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const minutes: Minute[] = [];
  let shown = '';
  for (let n = 0; n < days * 24 * 60; n += 1) {
    const at = new Date(from.getTime() + n * 60_000);
    const now = clock.format(at);
    if (now > shown) shown = now;
    minutes.push({ at, shown });
  }
  return minutes;
}

/** The holder of every minute. The rotations must not begin before the first minute. */
export function liveThrough({ layers, overrides }: Schedule, minutes: readonly Minute[]): readonly Holder[] {
  const diaries = layers.map((layer) => ({
    name: layer.name,
    onTurn: peopleOnTurn(layer, minutes),
    openings: openingsOf(layer.windows, minutes),
  }));
  const newestFirst = overrides.toSorted(
    (a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1),
  );
  return minutes.map(({ at, shown }, n) => {
    const byRotation = (): Holder => {
      let holder: Holder = NOBODY;
      for (const { name, onTurn, openings } of diaries) {
        const userId = onTurn[n] ?? null;
        const isOpen = openings.some(({ begins, ends }) => begins <= shown && shown < ends);
        if (userId !== null && isOpen) holder = { userId, via: name };
      }
      return holder;
    };
    // the last one written down is asked first, and asks those before it whom it would relieve
    const holderBefore = ([last, ...earlier]: readonly Override[]): Holder => {
      if (!last) return byRotation();
      const relief = { userId: last.userId, via: 'override' };
      if (last.replacesUserId === undefined) return relief;
      const relieved = holderBefore(earlier);
      return relieved.userId === last.replacesUserId ? relief : relieved;
    };
    return holderBefore(newestFirst.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt));
  });
}

const NOBODY: Holder = { userId: null, via: null };

function peopleOnTurn({ participants, rotation }: Layer, minutes: readonly Minute[]): readonly (string | null)[] {
  const queue = [...participants];
  let begun = false;
  let strike = rotation.startsAt.replace('T', ' ');
  let minutesLeft = 0;
  return minutes.map(({ shown }) => {
    if (!begun) {
      if (shown < strike) return null;
      begun = true;
      minutesLeft = rotation.every * 60;
      strike = later(strike, rotation);
    }
    for (; rotation.unit === 'hour' ? minutesLeft === 0 : shown >= strike; strike = later(strike, rotation)) {
      queue.push(...queue.splice(0, 1));
      minutesLeft = rotation.every * 60;
    }
    minutesLeft -= 1;
    return queue[0] ?? null;
  });
}

function later(civil: string, { every, unit }: Rotation): string {
  return daysLater(civil, every * (unit === 'week' ? 7 : 1));
}

function daysLater(civil: string, days: number): string {
  const date = new Date(`${civil.slice(0, 10)}T00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10) + civil.slice(10);
}

const DAY_NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

interface Opening {
  readonly begins: string;
  readonly ends: string;
}

function openingsOf(windows: readonly Window[] | undefined, minutes: readonly Minute[]): readonly Opening[] {
  const [first, last] = [minutes.at(0)?.shown ?? '', minutes.at(-1)?.shown ?? ''];
  if (windows === undefined || windows.length === 0) return [{ begins: '', ends: '~' }];
  const openings: Opening[] = [];
  for (let day = daysLater(first, -2).slice(0, 10); day <= last; day = daysLater(day, 1)) {
    const name = DAY_NAMES[new Date(`${day}T00:00Z`).getUTCDay()];
    for (const { days, from, to } of windows) {
      if (days.some((each) => each === name)) {
        openings.push({ begins: `${day} ${from}`, ends: `${to > from ? day : daysLater(day, 1)} ${to}` });
      }
    }
  }
  return openings;
}
