import { nextShift, onCallAt } from '@ringdown/domain-oncall';
import type { ConfigDocument } from '@ringdown/contracts';
import { faultIn, readableSchedule } from './to-schedule.js';

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

export function dutyAt(document: ConfigDocument<'schedule'>, at: Date, names: Names): Duty {
  const { userId, via, until } = onCallAt(readableSchedule(document), at);
  return { user: userId === null ? null : person(userId, names), via, until: until?.toISOString() ?? null };
}

/** One schedule in the overview: who is on call now, and who comes next. One that cannot be read says so, and hides no other. */
export function onCallNow(document: ConfigDocument<'schedule'>, at: Date, names: Names) {
  const known = { scheduleId: document.id, scheduleName: document.name };
  const problem = faultIn(document);
  if (problem) return { ...known, now: { user: null, via: null, until: null }, next: null, problem };
  const next = nextShift(readableSchedule(document), at);
  return {
    ...known,
    now: dutyAt(document, at, names),
    next: next && { user: person(next.userId, names), startsAt: next.startsAt.toISOString() },
  };
}
