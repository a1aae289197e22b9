import fc from 'fast-check';
import { handoffs, nextShifts, onCallSince, shiftChanges, shiftsAhead, type ToldShift } from './handoffs.js';
import type { Override } from './schedule.js';
import { hours, layer, override, schedule, everyDay } from './testing/a-schedule.js';
import { liveThrough, minutesFrom } from './testing/brute-force.js';

const daily = layer('Daily', 'priya sam', '1 day from 2026-01-05T09:00');
const rota = (...overrides: Override[]) => schedule('UTC', [daily], ...overrides);
const at = (text: string) => new Date(`2026-01-${text}:00.000Z`);
const hourMs = 3_600_000;

describe('handoffs', () => {
  it('are the changes of the person on call after `from` and up to `to`', () => {
    expect(handoffs(rota(), at('05T09:00'), at('07T09:00'))).toEqual([
      { at: at('06T09:00'), ended: 'priya', started: 'sam', until: at('07T09:00') },
      { at: at('07T09:00'), ended: 'sam', started: 'priya', until: at('08T09:00') },
    ]);
    expect(handoffs(rota(), at('06T09:00'), at('07T08:59'))).toEqual([]);
  });

  it('are two for a gap: one into it and one out of it', () => {
    const office = layer('Office', 'priya', '1 week from 2026-01-05T00:00', hours(everyDay, '09:00', '17:00'));
    expect(handoffs(schedule('UTC', [office]), at('05T12:00'), at('06T12:00'))).toMatchObject([
      { at: at('05T17:00'), ended: 'priya', started: null },
      { at: at('06T09:00'), ended: null, started: 'priya' },
    ]);
  });

  it('are none between two halves of one shift', () => {
    const own = override('priya', '2026-01-05T12:00Z', '2026-01-05T13:00Z');
    expect(handoffs(rota(own), at('05T09:00'), at('06T08:00'))).toEqual([]);
  });

  it('come of an override, of everybody or of one person', () => {
    const swap = override('lee', '2026-01-05T12:00Z', '2026-01-06T12:00Z', { replacesUserId: 'priya' });
    expect(handoffs(rota(swap), at('05T09:00'), at('06T12:00'))).toMatchObject([
      { at: at('05T12:00'), ended: 'priya', started: 'lee' },
      { at: at('06T09:00'), ended: 'lee', started: 'sam' },
    ]);
  });

  it('are none where one person is on call for ever', () => {
    const alone = schedule('UTC', [layer('Always', 'priya', '1 day from 2026-01-05T09:00')]);
    expect(handoffs(alone, at('05T09:00'), new Date('2036-01-01T00:00Z'))).toEqual([]);
  });

  it('are what one sees who lives through every minute', () => {
    const people = fc.constantFrom('priya', 'sam', 'lee');
    const start = new Date('2026-03-27T00:00Z');
    const minute = fc.integer({ min: 0, max: 4 * 24 * 60 }).map((n) => new Date(start.getTime() + n * 60_000));
    const overrides = fc.array(
      fc
        .record({
          userId: people,
          startsAt: minute,
          endsAt: minute,
          replacesUserId: fc.option(people, { nil: undefined }),
        })
        .filter(({ startsAt, endsAt, userId, replacesUserId }) => startsAt < endsAt && userId !== replacesUserId),
      { maxLength: 4 },
    );
    const layers = [
      layer('Daily', 'priya sam', '1 day from 2026-03-27T02:00'),
      layer('Nights', 'lee priya', '12 hour from 2026-03-27T01:00', hours(everyDay, '22:00', '03:00')),
    ];
    fc.assert(
      fc.property(overrides, (given) => {
        const created = given.map((one, n) => ({ ...one, id: `ovr_${n}`, createdAt: new Date(start.getTime() + n) }));
        const rotation = schedule('Europe/Berlin', layers, ...created);
        const minutes = minutesFrom('Europe/Berlin', start, 4);
        const lived = liveThrough(rotation, minutes).map(({ userId }) => userId);
        const seen = lived.flatMap((userId, n) =>
          n > 0 && userId !== lived[n - 1] ? [[minutes[n]?.at, lived[n - 1], userId]] : [],
        );
        const end = minutes.at(-1)?.at ?? start;
        const found = handoffs(rotation, start, end).map((one) => [one.at, one.ended, one.started]);
        expect(found).toEqual(seen);
      }),
      { numRuns: 30 },
    );
  });
});

describe('what is told', () => {
  const told = { userId: 'priya', since: at('05T09:00') };
  const look = (from: string, to: string, of = rota()) =>
    shiftChanges(of, told, { from: at(from), to: at(to), longestMs: hourMs });

  it('is the end of one shift and the start of the next, each with both its ends', () => {
    expect(look('06T08:59', '06T09:00')).toEqual({
      told: { userId: 'sam', since: at('06T09:00') },
      changes: [
        { type: 'ended', userId: 'priya', start: at('05T09:00'), end: at('06T09:00'), other: 'sam' },
        { type: 'started', userId: 'sam', start: at('06T09:00'), end: at('07T09:00'), other: 'priya' },
      ],
    });
    expect(look('06T08:58', '06T08:59')).toEqual({ told, changes: [] });
  });

  it('is the same whether one looks once or at every minute', () => {
    const by = (stepMinutes: number) => {
      let state: ToldShift = told;
      const all: unknown[] = [];
      for (let from = at('06T08:30').getTime(); from < at('06T09:30').getTime(); from += stepMinutes * 60_000) {
        const to = new Date(from + stepMinutes * 60_000);
        const { told: next, changes } = shiftChanges(rota(), state, { from: new Date(from), to, longestMs: hourMs });
        state = next;
        all.push(...changes);
      }
      return all;
    };
    expect(by(1)).toEqual(by(60));
    expect(by(1)).toHaveLength(2);
  });

  it('follows a change of the schedule', () => {
    const changed = schedule('UTC', [layer('Daily', 'lee', '1 day from 2026-01-05T09:00')]);
    expect(look('05T12:00', '05T12:01', changed).changes).toEqual([
      { type: 'ended', userId: 'priya', start: at('05T09:00'), end: at('05T12:00'), other: 'lee' },
      { type: 'started', userId: 'lee', start: at('05T12:00'), end: null, other: 'priya' },
    ]);
  });

  it('is only the present state after a long outage', () => {
    // three handoffs have been missed
    expect(look('05T12:00', '08T12:00')).toEqual({
      told: { userId: 'sam', since: at('08T09:00') },
      changes: [
        { type: 'ended', userId: 'priya', start: at('05T09:00'), end: at('06T09:00'), other: 'sam' },
        { type: 'started', userId: 'sam', start: at('08T09:00'), end: at('09T09:00'), other: 'priya' },
      ],
    });
    expect(look('05T12:00', '07T12:00')).toEqual({ told: { userId: 'priya', since: at('07T09:00') }, changes: [] });
  });
});

describe('notices ahead', () => {
  const minutes = (userId: string) => (userId === 'sam' ? [60, 15, 60] : []);
  const ahead = (from: string, to: string) => shiftsAhead(rota(), { from: at(from), to: at(to) }, minutes, 60);

  it('come due so many minutes before a shift, once', () => {
    const sams = { userId: 'sam', start: at('06T09:00'), end: at('07T09:00') };
    expect(ahead('06T07:59', '06T08:00')).toEqual([{ ...sams, minutesBefore: 60 }]);
    expect(ahead('06T08:00', '06T08:44')).toEqual([]);
    expect(ahead('06T08:44', '06T08:45')).toEqual([{ ...sams, minutesBefore: 15 }]);
    expect(ahead('06T08:45', '06T08:59')).toEqual([]);
  });

  it('are given late while the shift has not begun, and not after', () => {
    expect(ahead('06T07:00', '06T08:50').map(({ minutesBefore }) => minutesBefore)).toEqual([60, 15]);
    expect(ahead('06T07:00', '06T09:00')).toEqual([]);
  });
});

it('finds the next shift of each person, and stops once it has all', () => {
  const later = override('kim', '2026-01-07T12:00Z', '2026-01-07T13:00Z');
  const found = [...nextShifts(rota(later), at('05T12:00'), at('31T00:00'))];
  expect(found).toEqual([
    { userId: 'sam', startsAt: at('06T09:00'), endsAt: at('07T09:00') },
    { userId: 'priya', startsAt: at('07T09:00'), endsAt: at('07T12:00') },
    { userId: 'kim', startsAt: at('07T12:00'), endsAt: at('07T13:00') },
  ]);
  expect([...nextShifts(rota(), at('05T12:00'), at('06T08:00'))]).toEqual([]);
  expect([...nextShifts(schedule('UTC', []), at('05T12:00'), at('31T00:00'))]).toEqual([]);
});

it('knows since when somebody is on call, as far as it looks back', () => {
  expect(onCallSince(rota(), at('06T12:00'), 24 * hourMs)).toEqual(at('06T09:00'));
  expect(onCallSince(rota(), at('06T12:00'), hourMs)).toBeNull();
});
