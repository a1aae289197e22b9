import type { ConfigDocument } from '@ringdown/contracts';
import { scheduleOf, shiftsOneByOne } from '@ringdown/domain-oncall';
import type { Computation } from '../api/index.js';
import { faultIn } from '../schedules/index.js';

type Schedule = ConfigDocument<'schedule'>;

/** Faults of the time to come are looked for so far ahead. */
export const daysAhead = 14;
const aheadMs = daysAhead * 24 * 3_600_000;
/** Hourly handoffs of the time ahead are a tenth of it. */
const mostLooks = 5_000;

/** What a schedule leads to within the time ahead. */
export interface AheadOf {
  readonly schedule: Schedule;
  /** Why nobody can tell; then the rest is empty. */
  readonly fault: string | null;
  /** Who is on call at some time, and who has an override that is not over. */
  readonly people: ReadonlySet<string>;
  readonly gaps: readonly { readonly from: Date; readonly to: Date }[];
}

export function* lookAhead(schedules: readonly Schedule[], now: Date): Computation<readonly AheadOf[]> {
  const ahead: AheadOf[] = [];
  for (const schedule of schedules) {
    ahead.push(yield* aheadOf(schedule, now));
    yield;
  }
  return ahead;
}

function* aheadOf(schedule: Schedule, now: Date): Computation<AheadOf> {
  const fault = faultIn(schedule);
  if (fault) return { schedule, fault, people: new Set(), gaps: [] };
  const toCome = schedule.overrides.filter(({ endsAt }) => Date.parse(endsAt) > now.getTime());
  const people = new Set(toCome.map(({ userId }) => userId));
  const gaps: { from: Date; to: Date }[] = [];
  let looks = 0;
  for (const shift of shiftsOneByOne(scheduleOf(schedule), now, new Date(now.getTime() + aheadMs))) {
    if (shift?.userId) people.add(shift.userId);
    else if (shift) gaps.push({ from: shift.startsAt, to: shift.endsAt });
    looks += 1;
    if (looks >= mostLooks) break;
    yield;
  }
  return { schedule, fault, people, gaps };
}
