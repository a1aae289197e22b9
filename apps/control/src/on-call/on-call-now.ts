import { nextShift, onCallAt, type Schedule } from '@ringdown/domain-oncall';
import type { ConfigDocument } from '@ringdown/contracts';
import type { Computation } from '../slices/index.js';
import { faultIn, readableSchedule, toSchedule } from './to-schedule.js';

type Names = ReadonlyMap<string, string>;

interface Person {
  readonly id: string;
  readonly name: string;
}

/** Who is on call at an instant, as REST answers it. */
export interface Duty {
  readonly user: Person | null;
  readonly via: string | null;
  readonly until: string | null;
}

const person = (id: string, names: Names): Person => ({ id, name: names.get(id) ?? id });

export const dutyAt = (document: ConfigDocument<'schedule'>, at: Date, names: Names): Duty =>
  dutyIn(readableSchedule(document), at, names);

function dutyIn(schedule: Schedule, at: Date, names: Names): Duty {
  const { userId, via, until } = onCallAt(schedule, at);
  return { user: userId === null ? null : person(userId, names), via, until: until?.toISOString() ?? null };
}

/** One schedule in the overview. */
export interface OnCallNow {
  readonly scheduleId: string;
  readonly scheduleName: string;
  readonly now: Duty;
  readonly next: { readonly user: Person; readonly startsAt: string } | null;
  /** Why nobody can tell who is on call. */
  readonly problem?: string;
}

/** Who is on call now, and who comes next. A schedule that cannot be read says so, and hides no other. */
export function* onCallNow(document: ConfigDocument<'schedule'>, at: Date, names: Names): Computation<OnCallNow> {
  const known = { scheduleId: document.id, scheduleName: document.name };
  const problem = faultIn(document);
  if (problem) return { ...known, now: { user: null, via: null, until: null }, next: null, problem };
  yield;
  const schedule = toSchedule(document);
  const now = dutyIn(schedule, at, names);
  yield;
  const next = nextShift(schedule, at);
  return {
    ...known,
    now,
    next: next && { user: person(next.userId, names), startsAt: next.startsAt.toISOString() },
  };
}
