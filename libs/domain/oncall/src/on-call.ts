import { endOfAssignment, mergeKey } from './merge-assignments.js';
import type { OnCall, Schedule, Shift } from './schedule.js';
import { type Assignment, readerOf, type ScheduleReader } from './schedule-reader.js';

/** Its cost does not depend on how long ago a rotation began. @throws RangeError where the time zone or a start is malformed. */
export function onCallAt(schedule: Schedule, at: Date): OnCall {
  const reader = readerOf(schedule);
  const assignment = reader.assignmentAt(at.getTime());
  const end = endOfAssignment(reader, assignment, 'user and via');
  return { userId: assignment.userId, via: assignment.via, until: namedInstant(end) };
}

/**
 * Who is on call by a schedule, which is read once. It says nothing of the end of the shift: the path of a phone call does not wait
 * until that is found. The function it returns throws as `onCallAt` does.
 */
export function whoIsOnCallIn(schedule: Schedule): (at: Date) => Pick<OnCall, 'userId' | 'via'> {
  let reader: ScheduleReader | null = null;
  return (at) => {
    const { userId, via } = (reader ??= readerOf(schedule)).assignmentAt(at.getTime());
    return { userId, via };
  };
}

/**
 * Who comes on call next: somebody else, or the same person again after a gap. Null where nobody ever does. A person who only goes
 * on under another layer or an override is not their own successor.
 */
export function nextShift(schedule: Schedule, at: Date): { userId: string; startsAt: Date } | null {
  const reader = readerOf(schedule);
  let assignment = reader.assignmentAt(at.getTime());
  for (let changes = 0; changes < 2; changes += 1) {
    const end = endOfAssignment(reader, assignment, 'user');
    const startsAt = namedInstant(end);
    if (!startsAt) return null;
    assignment = reader.assignmentAt(end);
    if (assignment.userId !== null) return { userId: assignment.userId, startsAt };
  }
  return null;
}

/** Covers [from, to) exactly, in order and without overlap; the first and the last are cut there. Empty where `to` <= `from`. */
export const shiftsBetween = (schedule: Schedule, from: Date, to: Date): readonly Shift[] =>
  [...shiftsOneByOne(schedule, from, to)].flatMap((shift) => shift ?? []);

/**
 * The same one by one, with a null for each look that did not complete a shift: whoever computes for many can stop between any two,
 * let others run, or leave it at that.
 */
export function* shiftsOneByOne(schedule: Schedule, from: Date, to: Date): Generator<Shift | null, void> {
  const reader = readerOf(schedule);
  const end = to.getTime();
  let start = from.getTime();
  let assignment: Assignment | null = null;
  let key = '';
  for (let at = start; at < end;) {
    const next = reader.assignmentAt(at);
    const nextKey = mergeKey(next, 'user and via');
    const isOver = assignment !== null && nextKey !== key;
    yield assignment && isOver ? shiftOf(assignment, start, at) : null;
    if (isOver) start = at;
    assignment = next;
    key = nextKey;
    at = next.until;
  }
  if (assignment) yield shiftOf(assignment, start, end);
}

const shiftOf = ({ userId, via }: Assignment, start: number, end: number): Shift => ({
  userId,
  startsAt: new Date(start),
  endsAt: new Date(end),
  via,
});

const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/** An end as REST shows it; none where no RFC 3339 instant, whose years have four digits, can name it. */
const namedInstant = (at: number): Date | null => (at <= LAST_INSTANT ? new Date(at) : null);
