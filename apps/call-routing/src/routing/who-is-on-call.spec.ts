import { MetDefects } from '../calls/index.js';
import { aLine, aMirror, aSchedule, aUser } from '../testing/a-mirror.js';
import { WhoIsOnCall } from './who-is-on-call.js';

const firstWeek = new Date('2026-01-05T03:00:00.000Z');
const secondWeek = new Date('2026-01-12T03:00:00.000Z');
const before = new Date('2026-01-04T23:59:59.000Z');
const users = [aUser(1), aUser(2), aUser(3)];
const names = (who: WhoIsOnCall, at: Date, line = aLine()) => who.candidates(line, at).map(({ user }) => user?.name);

it('finds who is on call, and the fallback by name', () => {
  const { mirror } = aMirror({ user: users, schedule: [aSchedule()] });
  const who = new WhoIsOnCall(mirror);
  expect(who.candidates(aLine(), firstWeek)).toEqual([
    {
      role: 'primary',
      user: { id: 'user_1', name: 'Priya S.', phone: '+14155550101' },
      scheduleId: 'sched_1',
      scheduleName: 'Primary rota',
      via: 'Weekly',
    },
    {
      role: 'fallback1',
      user: { id: 'user_2', name: 'Sam T.', phone: '+14155550102' },
      scheduleId: null,
      scheduleName: null,
      via: null,
    },
  ]);
  expect(names(who, secondWeek)).toEqual(['Sam T.', 'Sam T.']);
});

it('keeps a place for the fallback when nobody is on call, the schedule is unknown, or the person is', () => {
  const { mirror } = aMirror({ user: users, schedule: [aSchedule()] });
  const who = new WhoIsOnCall(mirror);
  expect(names(who, before)).toEqual([undefined, 'Sam T.']);
  expect(names(who, firstWeek, aLine({ primary: { type: 'schedule', id: 'sched_9' } }))).toEqual([undefined, 'Sam T.']);
  expect(names(who, firstWeek, aLine({ primary: { type: 'user', id: 'user_9' } }))).toEqual([undefined, 'Sam T.']);
});

it('follows a swap of the shift, from its first to its last instant', () => {
  const override = {
    id: 'ovr_1',
    userId: 'user_3',
    startsAt: '2026-01-05T03:00:00.000Z',
    endsAt: '2026-01-05T04:00:00.000Z',
    createdBy: 'user_1',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  const { mirror, becomes } = aMirror({ user: users, schedule: [aSchedule()] });
  const who = new WhoIsOnCall(mirror);
  becomes({ schedule: [aSchedule({ overrides: [override] })] });
  const primaryAt = (instant: string) => names(who, new Date(instant))[0];
  expect(primaryAt('2026-01-05T02:59:59.999Z')).toBe('Priya S.');
  expect(primaryAt('2026-01-05T03:00:00.000Z')).toBe('Alex R.');
  expect(primaryAt('2026-01-05T03:59:59.999Z')).toBe('Alex R.');
  expect(primaryAt('2026-01-05T04:00:00.000Z')).toBe('Priya S.');
});

describe('while somebody is away', () => {
  const absence = {
    id: 'abs_1',
    startsAt: '2026-01-05T03:00:00.000Z',
    endsAt: '2026-01-05T04:00:00.000Z',
    standInUserId: 'user_3',
    createdBy: 'user_1',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  const whoWith = (change: Partial<typeof absence> | { standInUserId: null }, others = [aUser(2), aUser(3)]) => {
    const absences = [{ ...absence, ...change }];
    return new WhoIsOnCall(aMirror({ user: [aUser(1, { absences }), ...others], schedule: [aSchedule()] }).mirror);
  };

  it('is the stand-in, who says for whom, from the first instant to the last', () => {
    const who = whoWith({});
    expect(who.candidates(aLine(), firstWeek)[0]).toMatchObject({
      user: { name: 'Alex R.' },
      standsInFor: { id: 'user_1', name: 'Priya S.' },
      via: 'Weekly',
      scheduleName: 'Primary rota',
    });
    const primaryAt = (instant: string) => names(who, new Date(instant))[0];
    expect(primaryAt('2026-01-05T02:59:59.999Z')).toBe('Priya S.');
    expect(primaryAt('2026-01-05T03:59:59.999Z')).toBe('Alex R.');
    expect(primaryAt('2026-01-05T04:00:00.000Z')).toBe('Priya S.');
  });

  it('is the stand-in of a person who is a target themself', () => {
    const line = aLine({ primary: { type: 'user', id: 'user_1' } });
    expect(names(whoWith({}), firstWeek, line)).toEqual(['Alex R.', 'Sam T.']);
  });

  it.each([
    ['nobody stands in', whoWith({ standInUserId: null })],
    ['the stand-in is not known here', whoWith({}, [aUser(2)])],
    [
      'they stand in for each other',
      whoWith({}, [aUser(2), aUser(3, { absences: [{ ...absence, standInUserId: 'user_1' }] })]),
    ],
  ])('is marked absent where %s', (_why, who) => {
    expect(who.candidates(aLine(), firstWeek)[0]).toMatchObject({ user: { name: 'Priya S.' }, absent: true });
  });

  it('is rung themself where it cannot be determined whether they are away, and says so', () => {
    const who = whoWith({});
    const met = new MetDefects();
    const broken = new Date(Number.NaN);
    jest.spyOn(broken, 'getTime').mockImplementation(() => {
      throw new TypeError('a planted defect');
    });
    expect(who.inPlaceOf({ id: 'user_1', name: 'Priya S.', phone: '+14155550101' }, broken, met)).toEqual({
      user: { id: 'user_1', name: 'Priya S.', phone: '+14155550101' },
    });
    expect(met.sentences).toEqual([
      expect.stringMatching(/^Whether Priya S. is absent could not be determined.*planted/),
    ]);
  });
});
