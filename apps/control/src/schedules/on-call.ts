import { type ConfigDocument, deletedPerson } from '@ringdown/contracts';
import {
  type Absence,
  type NextShift,
  nextShift,
  nextShifts,
  onCallLoads,
  onCallAt,
  presentPerson,
  type Schedule,
  scheduleOf,
  type Shift,
  shiftsOneByOne,
} from '@ringdown/domain-oncall';
import { invalidFields } from '@ringdown/kernel';
import type { Computation } from '../api/index.js';
import { faultIn, readableSchedule } from './schedule.resource.js';

/** What is to be known of people, by their ids. */
export type People = ReadonlyMap<string, { readonly name: string; readonly absences: readonly Absence[] }>;

interface Person {
  readonly id: string;
  readonly name: string;
}

/** Who is on call at an instant, as REST answers it. */
export interface OnCallAssignment {
  readonly user: Person | null;
  readonly via: string | null;
  readonly until: string | null;
  /** Whether `user` is away at this instant, and who is in their place. */
  readonly absent: boolean;
  readonly standIn: Person | null;
}

const person = (id: string, people: People): Person => ({ id, name: people.get(id)?.name ?? deletedPerson });

export const assignmentAt = (document: ConfigDocument<'schedule'>, at: Date, people: People): OnCallAssignment =>
  assignmentIn(readableSchedule(document), at, people);

function assignmentIn(schedule: Schedule, at: Date, people: People): OnCallAssignment {
  const { userId, via, until } = onCallAt(schedule, at);
  const known = { via, until: until?.toISOString() ?? null };
  if (userId === null) return { user: null, ...known, absent: false, standIn: null };
  const presence = presentPerson(userId, at, (id) => people.get(id)?.absences ?? []);
  return {
    user: person(userId, people),
    ...known,
    absent: presence.kind !== 'present',
    standIn: presence.kind === 'stand-in' ? person(presence.userId, people) : null,
  };
}

/** One schedule in the overview. */
export interface OnCallNow {
  readonly scheduleId: string;
  readonly scheduleName: string;
  readonly now: OnCallAssignment;
  readonly next: { readonly user: Person; readonly startsAt: string } | null;
  /** The next shift of each person. */
  readonly people: readonly { readonly user: Person; readonly startsAt: string; readonly endsAt: string | null }[];
  /** Why nobody can tell who is on call. */
  readonly problem?: string;
}

const nobody: OnCallAssignment = { user: null, via: null, until: null, absent: false, standIn: null };

/** Who is on call now, and who comes next. A schedule that cannot be read says so, and hides no other. */
export function* onCallNow(document: ConfigDocument<'schedule'>, at: Date, people: People): Computation<OnCallNow> {
  const known = { scheduleId: document.id, scheduleName: document.name };
  const problem = faultIn(document);
  if (problem) return { ...known, now: nobody, next: null, people: [], problem };
  yield;
  const schedule = scheduleOf(document);
  const now = assignmentIn(schedule, at, people);
  yield;
  const next = nextShift(schedule, at);
  yield;
  const upcoming = yield* nextOfEach(schedule, at);
  return {
    ...known,
    now,
    next: next && { user: person(next.userId, people), startsAt: next.startsAt.toISOString() },
    people: upcoming.map(({ userId, startsAt, endsAt }) => ({
      user: person(userId, people),
      startsAt: startsAt.toISOString(),
      endsAt: endsAt?.toISOString() ?? null,
    })),
  };
}

const aheadMs = 90 * 24 * 3_600_000;
/** Handoffs every two hours for 90 days: who comes on later than that is not looked for. */
const mostHandoffs = 1_000;

function* nextOfEach(schedule: Schedule, at: Date): Computation<readonly NextShift[]> {
  const found: NextShift[] = [];
  let looks = 0;
  for (const shift of nextShifts(schedule, at, new Date(at.getTime() + aheadMs))) {
    if (shift) found.push(shift);
    looks += 1;
    if (looks >= mostHandoffs) break;
    yield;
  }
  return found;
}

/** How on-call work is shared in a time, by who is in the schedule, also those who had none, by name. */
export function* sharedHours(
  schedule: Schedule,
  from: Date,
  to: Date,
  people: People,
): Computation<readonly SharedHours[]> {
  const shifts = yield* shiftsWithinBudget(schedule, from, to);
  const loads = new Map(onCallLoads(schedule.timeZone, shifts).map((load) => [load.userId, load]));
  const everybody = new Set([...schedule.layers.flatMap(({ participants }) => participants), ...loads.keys()]);
  return [...everybody]
    .map((id) => {
      const { milliseconds = 0, nights = 0, weekends = 0 } = loads.get(id) ?? {};
      return { user: person(id, people), hours: Math.round(milliseconds / 36_000) / 100, nights, weekends };
    })
    .toSorted((a, b) => a.user.name.localeCompare(b.user.name, 'en'));
}

interface SharedHours {
  readonly user: Person;
  readonly hours: number;
  readonly nights: number;
  readonly weekends: number;
}

/** Hourly handoffs all the year round are half of it. */
export const mostShifts = 20_000;
/** Neighbours that are the same become one shift, however many they are. */
const mostChanges = 200_000;

/** @throws DomainError `invalid` for a time in which more changes than one answer may hold. */
export function* shiftsWithinBudget(schedule: Schedule, from: Date, to: Date): Computation<readonly Shift[]> {
  const shifts: Shift[] = [];
  let changes = 0;
  for (const shift of shiftsOneByOne(schedule, from, to)) {
    if (shift) shifts.push(shift);
    changes += 1;
    if (shifts.length > mostShifts || changes > mostChanges)
      throw tooMuch(shifts[Math.min(shifts.length, mostShifts) - 1]);
    yield;
  }
  return shifts;
}

function tooMuch(lastOfAll: Shift | undefined) {
  const up = lastOfAll ? `; up to ${lastOfAll.endsAt.toISOString()} they fit` : '';
  const message = `choose an earlier end: an answer holds ${mostShifts.toLocaleString('en')} shifts at most${up}`;
  return invalidFields([{ path: 'to', message }]);
}
