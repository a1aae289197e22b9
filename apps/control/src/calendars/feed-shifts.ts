import { deletedPerson } from '@ringdown/contracts';
import { type Schedule, type Shift, shiftsOneByOne } from '@ringdown/domain-oncall';
import type { Computation } from '../api/index.js';
import type { ShiftEvent } from './shift-calendar.js';

const dayMs = 24 * 3600 * 1000;
const daysAhead = 180;
/** Hourly handoffs of half a year; what comes later shows as time goes by. */
const mostShifts = 5_000;
const mostLooks = 100_000;

export interface FeedSchedule {
  readonly id: string;
  readonly name: string;
  readonly schedule: Schedule;
  readonly changedAt: Date;
}

interface Wanted {
  /** Null for everybody. */
  readonly userId: string | null;
  /** Names of people, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly now: Date;
}

/** From the beginning of the month before on: the beginning moves once a month, and what is cut there keeps its UID. */
function spanOf(now: Date): { from: Date; to: Date } {
  const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return { from, to: new Date(today + (daysAhead + 1) * dayMs) };
}

/** The shifts of a schedule as a calendar shows them, gaps left out. */
export function* shiftEvents(of: FeedSchedule, { userId, names, now }: Wanted): Computation<ShiftEvent[]> {
  const { from, to } = spanOf(now);
  const events: ShiftEvent[] = [];
  let looks = 0;
  for (const shift of shiftsOneByOne(of.schedule, from, to)) {
    if (shift?.userId && (userId === null || shift.userId === userId)) {
      const who = names.get(shift.userId) ?? deletedPerson;
      events.push(eventOf(of, shift, { who, isOwn: userId !== null, isCut: shift.startsAt <= from }));
    }
    looks += 1;
    if (events.length >= mostShifts || looks >= mostLooks) break;
    yield;
  }
  return events;
}

function eventOf(
  { id, name, changedAt }: FeedSchedule,
  { userId, startsAt, endsAt, via }: Shift,
  { who, isOwn, isCut }: { who: string; isOwn: boolean; isCut: boolean },
): ShiftEvent {
  return {
    uid: `${id}.${userId}.${isCut ? 'before' : startsAt.getTime()}@ringdown`,
    startsAt,
    endsAt,
    summary: isOwn ? `On call: ${name}` : `${who} on call: ${name}`,
    description: via === 'override' ? `${who}, by an override of ${name}` : `${who}, by ${via ?? name} of ${name}`,
    changedAt,
  };
}
