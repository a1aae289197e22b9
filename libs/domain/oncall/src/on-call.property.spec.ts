import fc from 'fast-check';
import { nextShift, onCallAt, type Schedule, type Shift, shiftsBetween, type Weekday, whoIsOnCallIn } from './index.js';
import type { Layer, Override } from './schedule.js';
import { everyDay } from './testing/a-schedule.js';
import { type Holder, liveThrough, type Minute, minutesFrom } from './testing/brute-force.js';

const MINUTE = 60_000;
const DAYS = 7;

/** A week around every kind of change that a clock makes. */
const weeks = (
  [
    ['Europe/Berlin', '2026-03-25'],
    ['Europe/Berlin', '2026-10-21'],
    ['America/New_York', '2026-03-04'],
    ['America/New_York', '2026-10-28'],
    ['Australia/Lord_Howe', '2026-04-01'],
    ['Australia/Lord_Howe', '2026-09-30'],
    ['Asia/Kolkata', '2026-03-25'],
    ['Pacific/Apia', '2011-12-26'],
    ['America/St_Johns', '2010-11-03'],
    ['America/Sao_Paulo', '2018-10-31'],
  ] as const
).map(([timeZone, date]) => ({ timeZone, date, minutes: minutesFrom(timeZone, new Date(`${date}T00:00Z`), DAYS) }));
type Week = (typeof weeks)[number];

const clockTime = fc.constantFrom('00:00', '01:30', '02:00', '02:15', '02:30', '03:00', '09:00', '17:00', '23:30');
const person = fc.constantFrom('ann', 'bob', 'cid');

const windowOn = fc.record({
  days: fc.subarray<Weekday>([...everyDay], { minLength: 0 }),
  from: clockTime,
  to: clockTime,
});

const layerOf = (week: Week, mostWindows: number): fc.Arbitrary<Layer> =>
  fc.record({
    name: fc.constantFrom('Base', 'Day', 'Night'),
    participants: fc.array(person, { maxLength: 4 }),
    rotation: fc.record({
      every: fc.integer({ min: 1, max: 5 }),
      unit: fc.constantFrom('hour' as const, 'day' as const, 'day' as const, 'week' as const),
      startsAt: fc
        .tuple(fc.integer({ min: 1, max: 5 }), clockTime)
        .map(
          ([day, time]) =>
            `${new Date(Date.parse(week.date) + day * 1440 * MINUTE).toISOString().slice(0, 10)}T${time}`,
        ),
    }),
    windows: fc.option(fc.array(windowOn, { maxLength: mostWindows }), { nil: undefined }),
  });

const overrideOf = (week: Week): fc.Arbitrary<Override> =>
  fc
    .record({
      id: fc.integer({ min: 1, max: 20 }).map((n) => `ovr_${n}`),
      userId: person,
      begins: fc.integer({ min: -600, max: DAYS * 1440 }),
      lasts: fc.integer({ min: -60, max: 3 * 1440 }),
      created: fc.integer({ min: 0, max: 2 }),
      replacesUserId: fc.option(person, { nil: undefined }),
    })
    .map(({ id, userId, begins, lasts, created, replacesUserId }) => {
      const startsAt = new Date(Date.parse(week.date) + begins * MINUTE);
      return {
        id,
        userId,
        replacesUserId,
        startsAt,
        endsAt: new Date(startsAt.getTime() + lasts * MINUTE),
        createdAt: new Date(created),
      };
    });

const situationOf = (most: { layers: number; windows: number; overrides: number }) =>
  fc.constantFrom(...weeks).chain((week) =>
    fc.record({
      week: fc.constant(week),
      schedule: fc.record<Schedule>({
        timeZone: fc.constant(week.timeZone),
        layers: fc.array(layerOf(week, most.windows), { maxLength: most.layers }),
        overrides: fc.uniqueArray(overrideOf(week), { maxLength: most.overrides, selector: ({ id }) => id }),
      }),
      from: fc.integer({ min: 0, max: DAYS * 1440 - 1 }),
      moments: fc.array(fc.integer({ min: 0, max: DAYS * 1440 * MINUTE - 1 }), { minLength: 5, maxLength: 5 }),
    }),
  );
const situation = situationOf({ layers: 3, windows: 3, overrides: 4 });
const crowded = situationOf({ layers: 8, windows: 12, overrides: 12 });

const same = (a: Holder, b: Holder): boolean => a.userId === b.userId && a.via === b.via;

function grouped(holders: readonly Holder[], minutes: readonly Minute[]): readonly Shift[] {
  const begins = holders.flatMap((holder, n) => (n > 0 && same(holders[n - 1] ?? holder, holder) ? [] : [n]));
  return begins.map((n, k) => {
    const last = (begins[k + 1] ?? holders.length) - 1;
    const startsAt = minutes[n]?.at ?? new Date(NaN);
    const endsAt = new Date((minutes[last]?.at.getTime() ?? NaN) + MINUTE);
    return { userId: null, via: null, ...holders[n], startsAt, endsAt };
  });
}

const minuteAt = (week: Week, n: number): Date => new Date(Date.parse(week.date) + n * MINUTE);

describe('whatever the schedule', () => {
  it.each([
    ['a schedule', situation, 250],
    ['a crowded schedule', crowded, 60],
  ])(
    'the shifts of %s, and who is on call until when, are what one sees who lives through every minute',
    (_of, any, numRuns) => {
      fc.assert(
        fc.property(any, ({ week, schedule, from, moments }) => {
          const end = minuteAt(week, DAYS * 1440);
          const holders = liveThrough(schedule, week.minutes);
          expect(shiftsBetween(schedule, minuteAt(week, from), end)).toEqual(
            grouped(holders.slice(from), week.minutes.slice(from)),
          );

          const seen = grouped(holders, week.minutes);
          const whoIsOnCall = whoIsOnCallIn(schedule);
          for (const moment of moments) {
            const at = new Date(Date.parse(week.date) + moment);
            const shift = seen.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
            const { userId, via, until } = onCallAt(schedule, at);
            expect({ userId, via }).toEqual({ userId: shift?.userId, via: shift?.via });
            expect(whoIsOnCall(at)).toEqual({ userId, via });
            if (shift && shift.endsAt < end) expect(until).toEqual(shift.endsAt);
            else expect(until === null || until >= end).toBe(true);
          }
        }),
        { numRuns },
      );
    },
  );

  it('shifts cover the span exactly, without overlap and without neighbours that could be one', () => {
    fc.assert(
      fc.property(
        situation,
        fc.integer({ min: 1, max: 200 * 1440 * MINUTE }),
        ({ week, schedule, moments }, length) => {
          const from = new Date(Date.parse(week.date) + (moments[0] ?? 0));
          const to = new Date(from.getTime() + length);
          const shifts = shiftsBetween(schedule, from, to);
          expect(shifts.at(0)?.startsAt).toEqual(from);
          expect(shifts.at(-1)?.endsAt).toEqual(to);
          shifts.forEach((shift, n) => {
            expect(shift.startsAt.getTime()).toBeLessThan(shift.endsAt.getTime());
            const next = shifts[n + 1];
            if (!next) return;
            expect(next.startsAt).toEqual(shift.endsAt);
            expect(same(shift, next)).toBe(false);
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('far ahead, `until` and the next shift are where the list of shifts has them', () => {
    const years = 3 * 366 * 1440 * MINUTE;
    fc.assert(
      fc.property(situation, ({ week, schedule, moments }) => {
        const at = new Date(Date.parse(week.date) + (moments[0] ?? 0));
        const horizon = new Date(at.getTime() + years);
        const [now, ...ahead] = shiftsBetween(schedule, at, horizon);
        const { until } = onCallAt(schedule, at);
        if (ahead.length > 0) expect(until).toEqual(now?.endsAt);
        else expect(until === null || until >= horizon).toBe(true);

        const change = ahead.find(({ userId }) => userId !== now?.userId);
        const next = ahead.find(({ userId, startsAt }) => userId !== null && change && startsAt >= change.startsAt);
        const found = nextShift(schedule, at);
        if (next) expect(found).toEqual({ userId: next.userId, startsAt: next.startsAt });
        else expect(found === null || found.startsAt >= horizon).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('a rotation by days or weeks that began whole rounds earlier is the same rotation', () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 1, max: 2_000 }), ({ week, schedule, moments }, rounds) => {
        const civil = schedule.layers.filter(({ rotation }) => rotation.unit !== 'hour');
        const earlier = civil.map((layer) => ({
          ...layer,
          rotation: { ...layer.rotation, startsAt: roundsBack(layer, rounds) },
        }));
        const begun = Math.max(
          ...civil.map(({ rotation }) => Date.parse(`${rotation.startsAt}Z`)),
          Date.parse(week.date),
        );
        const at = new Date(begun + 1440 * MINUTE + (moments[0] ?? 0));
        expect(onCallAt({ ...schedule, layers: earlier }, at)).toEqual(onCallAt({ ...schedule, layers: civil }, at));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a change of one layer', () => {
  const named = (layers: readonly Layer[]): readonly Layer[] =>
    layers.map((one, n) => ({ ...one, name: `layer ${n}` }));
  const changes = crowded.chain(({ week, schedule, moments }) =>
    fc.record({
      moments: fc.constant(moments.map((moment) => new Date(Date.parse(week.date) + moment))),
      before: fc.constant({ ...schedule, layers: named(schedule.layers) }),
      other: layerOf(week, 3),
      place: fc.nat({ max: Math.max(0, schedule.layers.length - 1) }),
    }),
  );

  it('never moves the turns of the others: what they decide before and after is the same', () => {
    fc.assert(
      fc.property(changes, ({ before, other, place, moments }) => {
        const changed = { ...other, name: 'changed' };
        const after = { ...before, layers: before.layers.map((one, n) => (n === place ? changed : one)) };
        for (const at of moments) {
          const [was, is] = [onCallAt(before, at), onCallAt(after, at)];
          const upper = before.layers.slice(place + 1).map(({ name }) => name);
          // who is on call by a layer above it, or by an override of everybody, stays
          if (was.via !== null && upper.includes(was.via)) expect([is.userId, is.via]).toEqual([was.userId, was.via]);
          // who came on call by a layer below it, before and after, is the same person
          if (was.via === is.via && was.via !== 'override') expect(is.userId).toBe(was.userId);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('that removes a participant keeps the order of those who stay', () => {
    const people = ['ann', 'bob', 'cid', 'dee', 'eve'];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(people, { minLength: 3 }),
        fc.nat({ max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom('hour' as const, 'day' as const, 'week' as const),
        (participants, place, every, unit) => {
          const gone = participants[place % participants.length];
          const stay = participants.filter((id) => id !== gone);
          const rotation = { every, unit, startsAt: '2026-01-05T09:00' };
          const from = new Date('2026-01-05T09:00Z');
          const ms = every * { hour: 60, day: 1440, week: 10_080 }[unit] * MINUTE;
          const orderOf = (ids: readonly string[]) => {
            const schedule = {
              timeZone: 'UTC',
              layers: [{ name: 'Base', participants: ids, rotation }],
              overrides: [],
            };
            const shifts = shiftsBetween(schedule, from, new Date(from.getTime() + 3 * ids.length * ms));
            return shifts.map(({ userId }) => userId);
          };
          // three rounds of each, without who has gone
          expect(orderOf(stay)).toEqual(orderOf(participants).filter((id) => id !== gone));
        },
      ),
      { numRuns: 200 },
    );
  });
});

function roundsBack({ participants, rotation }: Layer, rounds: number): string {
  const days = rounds * participants.length * rotation.every * (rotation.unit === 'week' ? 7 : 1);
  return new Date(Date.parse(`${rotation.startsAt}Z`) - days * 1440 * MINUTE).toISOString().slice(0, 16);
}
