import { endOfAssignment } from './merge-assignments.js';
import type { Schedule } from './schedule.js';
import { readerOf } from './schedule-reader.js';

/** The person on call changes: at `at` one's time ends and another's begins. Null on either side is a gap. */
export interface Handoff {
  readonly at: Date;
  readonly ended: string | null;
  readonly started: string | null;
  /** When the time that begins ends; null where it never does. */
  readonly until: Date | null;
}

/**
 * Every change of the person on call in (from, to], in order. Two halves of one shift are none: who goes on under another layer or an
 * override hands over to nobody.
 */
export const handoffs = (schedule: Schedule, from: Date, to: Date): readonly Handoff[] => [
  ...handoffsOneByOne(schedule, from, to),
];

function* handoffsOneByOne(schedule: Schedule, from: Date, to: Date): Generator<Handoff, void> {
  const reader = readerOf(schedule);
  let holder = reader.assignmentAt(from.getTime());
  let at = endOfAssignment(reader, holder, 'user');
  while (at <= to.getTime()) {
    const next = reader.assignmentAt(at);
    const end = endOfAssignment(reader, next, 'user');
    yield { at: new Date(at), ended: holder.userId, started: next.userId, until: instantOf(end) };
    [holder, at] = [next, end];
  }
}

const instantOf = (at: number): Date | null => (Number.isFinite(at) ? new Date(at) : null);

/** Who was told to be on call last, and since when they have been. */
export interface ToldShift {
  readonly userId: string | null;
  readonly since: Date;
}

/** The time of one person that begins or ends, with both its ends; `end` is null where it never ends. */
export interface ShiftChange {
  readonly type: 'started' | 'ended';
  readonly userId: string;
  readonly start: Date;
  readonly end: Date | null;
  /** Who was before, or comes after; null for nobody. */
  readonly other: string | null;
}

interface Look {
  /** When the schedule was looked at last, and now. */
  readonly from: Date;
  readonly to: Date;
  /** After a longer time without a look only the present state is told, not what happened meanwhile. */
  readonly longestMs: number;
}

/**
 * What is to be told since the last look, and what is told then. A schedule that was changed meanwhile, so that somebody else was on
 * call at the last look already, hands over at that look.
 */
export function shiftChanges(
  schedule: Schedule,
  told: ToldShift,
  { from, to, longestMs }: Look,
): { readonly told: ToldShift; readonly changes: readonly ShiftChange[] } {
  const reader = readerOf(schedule);
  const atFrom = reader.assignmentAt(from.getTime());
  const until = instantOf(endOfAssignment(reader, atFrom, 'user'));
  const edited: Handoff = { at: from, ended: told.userId, started: atFrom.userId, until };
  const meanwhile = [...(atFrom.userId === told.userId ? [] : [edited]), ...handoffs(schedule, from, to)];
  const last = meanwhile.at(-1);
  if (!last) return { told, changes: [] };
  const now = { userId: last.started, since: last.at };
  if (to.getTime() - from.getTime() <= longestMs) {
    return {
      told: now,
      changes: meanwhile.flatMap((handoff, n) => changesOf(handoff, meanwhile[n - 1]?.at ?? told.since)),
    };
  }
  if (last.started === told.userId) return { told: now, changes: [] };
  const [ended] = changesOf(
    { ...last, at: meanwhile[0]?.at ?? last.at, started: null, ended: told.userId },
    told.since,
  );
  const [started] = changesOf({ ...last, ended: null }, told.since);
  const changes = [ended && { ...ended, other: last.started }, started && { ...started, other: told.userId }];
  return { told: now, changes: changes.flatMap((change) => change ?? []) };
}

function changesOf({ at, ended, started, until }: Handoff, since: Date): readonly ShiftChange[] {
  const changes: ShiftChange[] = [];
  if (ended !== null) changes.push({ type: 'ended', userId: ended, start: since, end: at, other: started });
  if (started !== null) changes.push({ type: 'started', userId: started, start: at, end: until, other: ended });
  return changes;
}

/** That a person is told of a shift before it begins. */
export interface ShiftAhead {
  readonly userId: string;
  readonly minutesBefore: number;
  readonly start: Date;
  readonly end: Date | null;
}

const minuteMs = 60_000;

/**
 * The notices that have come due in (from, to], of shifts that have not begun. `minutesOf` are a person's wishes, in minutes before a
 * shift; `most` is the greatest of all.
 */
export function shiftsAhead(
  schedule: Schedule,
  { from, to }: Pick<Look, 'from' | 'to'>,
  minutesOf: (userId: string) => readonly number[],
  most: number,
): readonly ShiftAhead[] {
  return handoffs(schedule, to, new Date(to.getTime() + most * minuteMs)).flatMap(({ at, started, until }) => {
    if (started === null) return [];
    return [...new Set(minutesOf(started))]
      .filter((minutes) => {
        const due = at.getTime() - minutes * minuteMs;
        return from.getTime() < due && due <= to.getTime();
      })
      .map((minutesBefore) => ({ userId: started, minutesBefore, start: at, end: until }));
  });
}

/** Since when the person who is on call at `at` has been, as far as `mostMs` back; null where that is longer. */
export function onCallSince(schedule: Schedule, at: Date, mostMs: number): Date | null {
  return handoffs(schedule, new Date(at.getTime() - mostMs), at).at(-1)?.at ?? null;
}

/** The next shift of one person. */
export interface NextShift {
  readonly userId: string;
  readonly startsAt: Date;
  /** Null where it never ends. */
  readonly endsAt: Date | null;
}

/**
 * The first shift that begins after `at`, and by `to`, of each person who has one, the earliest first. One by one, with a null for each
 * look that found none: whoever computes for many can let others run. It ends once everybody in the schedule has been found.
 */
export function* nextShifts(schedule: Schedule, at: Date, to: Date): Generator<NextShift | null, void> {
  const toCome = schedule.overrides.filter(({ endsAt }) => endsAt > at);
  const missing = new Set([...schedule.layers.flatMap((layer) => layer.participants), ...toCome.map((o) => o.userId)]);
  if (missing.size === 0) return;
  for (const { at: startsAt, started: userId, until: endsAt } of handoffsOneByOne(schedule, at, to)) {
    yield userId !== null && missing.delete(userId) ? { userId, startsAt, endsAt } : null;
    if (missing.size === 0) return;
  }
}
