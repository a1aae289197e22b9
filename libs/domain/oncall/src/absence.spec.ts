import fc from 'fast-check';
import { type Absence, type Presence, presentPerson } from './absence.js';

const at = new Date('2026-06-01T12:00:00.000Z');
const away = (standInUserId: string | null, change: Partial<Absence> = {}): Absence => ({
  id: 'abs_1',
  startsAt: '2026-06-01T00:00:00.000Z',
  endsAt: '2026-06-02T00:00:00.000Z',
  standInUserId,
  createdAt: '2026-05-01T00:00:00.000Z',
  ...change,
});
const who = (absences: Readonly<Record<string, readonly Absence[]>>, when = at, userId = 'priya') =>
  presentPerson(userId, when, (id) => absences[id] ?? []);

const present: Presence = { kind: 'present', userId: 'priya' };
const absent: Presence = { kind: 'absent' };
const standIn = (userId: string): Presence => ({ kind: 'stand-in', userId, for: 'priya' });

it('is the person themself, who is away from the first instant of an absence to its last', () => {
  const absences = { priya: [away(null)] };
  expect(who({})).toEqual(present);
  expect(who(absences, new Date('2026-05-31T23:59:59.999Z'))).toEqual(present);
  expect(who(absences, new Date('2026-06-01T00:00:00.000Z'))).toEqual(absent);
  expect(who(absences, new Date('2026-06-01T23:59:59.999Z'))).toEqual(absent);
  expect(who(absences, new Date('2026-06-02T00:00:00.000Z'))).toEqual(present);
});

it('is the stand-in, and the stand-in of a stand-in who is away too', () => {
  expect(who({ priya: [away('sam')] })).toEqual(standIn('sam'));
  expect(who({ priya: [away('sam')], sam: [away('lee')] })).toEqual(standIn('lee'));
  expect(who({ priya: [away('sam')], sam: [away(null)] })).toEqual(absent);
});

it('is nobody where people stand in for each other in a circle', () => {
  expect(who({ priya: [away('sam')], sam: [away('priya')] })).toEqual(absent);
  expect(who({ priya: [away('priya')] })).toEqual(absent);
  expect(who({ priya: [away('sam')], sam: [away('lee')], lee: [away('sam')] })).toEqual(absent);
});

it('follows, of several absences at once, the one created last', () => {
  const later = { createdAt: '2026-05-02T00:00:00.000Z' };
  expect(who({ priya: [away('sam'), away('lee', { id: 'abs_0', ...later })] })).toEqual(standIn('lee'));
  expect(who({ priya: [away('lee', later), away('sam')] })).toEqual(standIn('lee'));
  expect(who({ priya: [away('sam', { id: 'abs_2' }), away('lee')] })).toEqual(standIn('sam'));
});

/** Hops from person to person as often as there are people: who is still hopping then goes round in a circle. */
function slowly(people: Readonly<Record<string, readonly Absence[]>>, userId: string, when: Date): Presence {
  const instant = when.toISOString();
  const hop = (id: string | null): string | null => {
    const holding = (id === null ? [] : (people[id] ?? []))
      .filter(({ startsAt, endsAt }) => startsAt <= instant && instant < endsAt)
      .map((absence) => ({ order: `${absence.createdAt} ${absence.id}`, to: absence.standInUserId }))
      .sort((a, b) => (a.order < b.order ? -1 : 1));
    const last = holding.at(-1);
    return last ? last.to : id;
  };
  let id: string | null = userId;
  for (let n = 0; n < Object.keys(people).length; n += 1) id = hop(id);
  if (id === null || hop(id) !== id || isAway(people, id, instant)) return absent;
  return id === userId ? { kind: 'present', userId } : { kind: 'stand-in', userId: id, for: userId };
}

const isAway = (people: Readonly<Record<string, readonly Absence[]>>, id: string, instant: string): boolean =>
  (people[id] ?? []).some(({ startsAt, endsAt }) => startsAt <= instant && instant < endsAt);

it('is who a slow and obvious model finds', () => {
  const names = ['priya', 'sam', 'lee', 'kim', 'alex'];
  const hour = fc.integer({ min: 0, max: 5 }).map((n) => new Date(Date.UTC(2026, 5, 1, n)).toISOString());
  const absence = fc
    .record({
      startsAt: hour,
      endsAt: hour,
      createdAt: hour,
      standInUserId: fc.constantFrom(...names, null),
      id: fc.integer({ min: 0, max: 999 }).map((n) => `abs_${String(n).padStart(3, '0')}`),
    })
    .filter(({ startsAt, endsAt }) => startsAt < endsAt);
  const lists = fc.uniqueArray(absence, { maxLength: 4, selector: ({ id }) => id });
  const everybody = fc.record(Object.fromEntries(names.map((name) => [name, lists])));
  fc.assert(
    fc.property(everybody, fc.constantFrom(...names), hour, (people, userId, instant) => {
      const when = new Date(instant);
      expect(presentPerson(userId, when, (id) => people[id] ?? [])).toEqual(slowly(people, userId, when));
    }),
    { numRuns: 2000 },
  );
});
