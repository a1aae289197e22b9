import { nextShift, onCallAt } from './on-call.js';
import type { Schedule } from './schedule.js';
import { everyDay, hours, layer, override, schedule, weekdays } from './testing/a-schedule.js';

type Expected = readonly [user: string | null, via: string | null, until: string | null];

function check(desc: string, at: string, given: Schedule, [userId, via, until]: Expected): void {
  it(desc, () => {
    expect(onCallAt(given, new Date(at))).toEqual({ userId, via, until: until === null ? null : new Date(until) });
  });
}

const alone = layer('Base', 'ann', '1 week from 2026-01-05T09:00');
const pair = layer('Base', 'ann bob', '1 day from 2026-01-05T09:00');

describe('who is on call', () => {
  const berlin = schedule('Europe/Berlin', [pair]);
  check('at the very start', '2026-01-05T09:00+01:00', berlin, ['ann', 'Base', '2026-01-06T09:00+01:00']);
  check('a millisecond before: nobody yet', '2026-01-05T08:59:59.999+01:00', berlin, [
    null,
    null,
    '2026-01-05T09:00+01:00',
  ]);
  check('years before: nobody yet', '1999-01-01T00:00Z', berlin, [null, null, '2026-01-05T09:00+01:00']);
  check('a millisecond before a handoff', '2026-01-06T08:59:59.999+01:00', berlin, [
    'ann',
    'Base',
    '2026-01-06T09:00+01:00',
  ]);
  check('at a handoff: the next one', '2026-01-06T09:00+01:00', berlin, ['bob', 'Base', '2026-01-07T09:00+01:00']);
  check('in the night of the spring change', '2026-03-29T01:59+01:00', berlin, [
    'ann',
    'Base',
    '2026-03-29T09:00+02:00',
  ]);
  check(
    'the second time that the clock shows an hour, after a handoff in it',
    '2026-10-25T02:15+01:00',
    schedule('Europe/Berlin', [layer('Base', 'ann bob', '1 day from 2026-10-24T02:30')]),
    ['bob', 'Base', '2026-10-26T02:30+01:00'],
  );
  check(
    'with a rotation that began more than a century ago',
    '2026-01-05T12:00Z',
    schedule('UTC', [layer('Base', 'ann bob', '1 hour from 1900-01-01T00:00')]),
    ['ann', 'Base', '2026-01-05T13:00Z'],
  );
  check(
    'in the year 2400',
    '2400-07-01T12:00+02:00',
    schedule('Europe/Berlin', [layer('Base', 'ann bob', '1 day from 2400-06-30T09:00')]),
    ['bob', 'Base', '2400-07-02T09:00+02:00'],
  );
  check(
    'up to the last year that an RFC 3339 instant can name, and no further',
    '9999-12-31T12:00Z',
    schedule('UTC', [layer('Base', 'ann bob', '1000 week from 2026-01-05T09:00')]),
    ['ann', 'Base', null],
  );
  check(
    'with an override, at its first instant',
    '2026-01-05T10:00Z',
    schedule('UTC', [alone], override('eve', '2026-01-05T10:00Z', '2026-01-05T12:00Z')),
    ['eve', 'override', '2026-01-05T12:00Z'],
  );
  check(
    'with an override, at its end',
    '2026-01-05T12:00Z',
    schedule('UTC', [alone], override('eve', '2026-01-05T10:00Z', '2026-01-05T12:00Z')),
    ['ann', 'Base', null],
  );

  const inPlaceOf = (replacesUserId: string, userId: string, created: string) =>
    override(userId, '2026-01-05T00:00Z', '2026-01-08T00:00Z', { replacesUserId, createdAt: new Date(created) });
  const daily = layer('Base', 'ann bob', '1 day from 2026-01-05T09:00');
  const forAnn = inPlaceOf('ann', 'eve', '2026-01-02T00:00Z');
  check(
    'with an override of one person, while it is their turn: until the next',
    '2026-01-05T10:00Z',
    schedule('UTC', [daily], forAnn),
    ['eve', 'override', '2026-01-06T09:00Z'],
  );
  check(
    'with an override of one person, while it is the turn of another',
    '2026-01-06T10:00Z',
    schedule('UTC', [daily], forAnn),
    ['bob', 'Base', '2026-01-07T09:00Z'],
  );
  check(
    'with an override of who took over from one person',
    '2026-01-05T10:00Z',
    schedule('UTC', [daily], inPlaceOf('eve', 'fay', '2026-01-03T00:00Z'), forAnn),
    ['fay', 'override', '2026-01-06T09:00Z'],
  );
  check(
    'with an override of one person, and a later one of whoever it is',
    '2026-01-05T10:00Z',
    schedule(
      'UTC',
      [daily],
      forAnn,
      override('gus', '2026-01-05T09:30Z', '2026-01-05T11:00Z', { createdAt: new Date('2026-01-03T00:00Z') }),
    ),
    ['gus', 'override', '2026-01-05T11:00Z'],
  );
});

describe('until when', () => {
  check('one person, no windows: for ever', '2026-02-01T00:00Z', schedule('UTC', [alone]), ['ann', 'Base', null]);
  check(
    'the same person at every place: for ever',
    '2026-02-01T00:00Z',
    schedule('UTC', [layer('Base', 'ann ann ann', '1 hour from 2026-01-05T09:00')]),
    ['ann', 'Base', null],
  );
  check(
    'the same person twice in a row: over both turns',
    '2026-01-05T12:00Z',
    schedule('UTC', [layer('Base', 'ann ann bob', '1 day from 2026-01-05T09:00')]),
    ['ann', 'Base', '2026-01-07T09:00Z'],
  );
  check(
    'the last and the first are the same person: over the end of the round',
    '2026-01-07T12:00Z',
    schedule('UTC', [layer('Base', 'ann bob ann', '1 day from 2026-01-05T09:00')]),
    ['ann', 'Base', '2026-01-09T09:00Z'],
  );
  check(
    'an override ahead, years away',
    '2026-02-01T00:00Z',
    schedule('UTC', [alone], override('eve', '2041-01-05T10:00Z', '2041-01-05T12:00Z')),
    ['ann', 'Base', '2041-01-05T10:00Z'],
  );
  check(
    'an override that is covered by a later one of the same person ends with the other',
    '2026-01-05T10:00Z',
    schedule(
      'UTC',
      [alone],
      override('eve', '2026-01-05T10:00Z', '2026-01-05T12:00Z', { id: 'ovr_1' }),
      override('eve', '2026-01-05T11:00Z', '2026-01-05T18:00Z', {
        id: 'ovr_2',
        createdAt: new Date('2026-01-02T00:00Z'),
      }),
    ),
    ['eve', 'override', '2026-01-05T18:00Z'],
  );
  check(
    'an override that an older one cannot end',
    '2026-01-05T10:00Z',
    schedule(
      'UTC',
      [alone],
      override('eve', '2026-01-05T10:00Z', '2026-01-05T18:00Z', { createdAt: new Date('2026-01-02T00:00Z') }),
      override('fay', '2026-01-05T12:00Z', '2026-01-05T14:00Z'),
    ),
    ['eve', 'override', '2026-01-05T18:00Z'],
  );
  check('a gap for ever: no layers', '2026-02-01T00:00Z', schedule('UTC', []), [null, null, null]);
  check(
    'a gap for ever: layers without people or without days',
    '2026-02-01T00:00Z',
    schedule('UTC', [
      { ...alone, participants: [] },
      { ...alone, windows: [hours([], '09:00', '17:00')] },
    ]),
    [null, null, null],
  );
  check(
    'a gap until an override',
    '2026-02-01T00:00Z',
    schedule('UTC', [], override('eve', '2027-01-05T10:00Z', '2027-01-05T12:00Z')),
    [null, null, '2027-01-05T10:00Z'],
  );
  check(
    'a gap until a layer that begins outside its windows has its first window',
    '2026-01-01T00:00Z',
    schedule('UTC', [layer('Base', 'ann', '1 week from 2026-01-09T18:00', hours(weekdays, '09:00', '17:00'))]),
    [null, null, '2026-01-12T09:00Z'],
  );
  check(
    'windows that leave out no hour of the week: for ever',
    '2026-02-01T00:00Z',
    schedule('UTC', [
      layer(
        'Base',
        'ann',
        '1 week from 2026-01-05T09:00',
        hours(everyDay, '08:00', '20:00'),
        hours(everyDay, '20:00', '08:00'),
      ),
    ]),
    ['ann', 'Base', null],
  );
  check(
    'windows with one minute missing in the week',
    '2026-02-03T00:00Z',
    schedule('UTC', [
      layer(
        'Base',
        'ann',
        '1 week from 2026-01-05T09:00',
        hours(everyDay.slice(1), '00:00', '00:00'),
        hours(['mon'], '00:01', '00:00'),
      ),
    ]),
    ['ann', 'Base', '2026-02-09T00:00Z'],
  );
  check(
    'a hole in the week that the spring change swallows: until the week after',
    '2026-03-28T12:00+01:00',
    schedule('Europe/Berlin', [
      layer(
        'Base',
        'ann',
        '1 week from 2026-01-05T09:00',
        hours(everyDay.slice(0, 6), '00:00', '00:00'),
        hours(['sun'], '00:00', '02:00'),
        hours(['sun'], '03:00', '00:00'),
      ),
    ]),
    ['ann', 'Base', '2026-04-05T02:00+02:00'],
  );
  check(
    'two layers of one name and one person that leave out no hour: for ever',
    '2026-02-01T00:00Z',
    schedule('Europe/Berlin', [
      layer('Desk', 'ann', '1 week from 2026-01-05T09:00', hours(weekdays, '00:00', '00:00')),
      layer('Desk', 'ann ann', '1 day from 2026-01-05T09:00', hours(['sat', 'sun'], '00:00', '00:00')),
    ]),
    ['ann', 'Desk', null],
  );
  check(
    'two layers of one name, of which the upper is somebody else’s next week',
    '2026-01-05T00:00Z',
    schedule('UTC', [
      layer('Desk', 'ann', '1 week from 2026-01-05T00:00'),
      layer('Desk', 'ann bob', '1 week from 2026-01-05T00:00', hours(weekdays, '09:00', '17:00')),
    ]),
    ['ann', 'Desk', '2026-01-12T09:00Z'],
  );
  check(
    'the same two layers with a last override between them: only after it for ever',
    '2026-02-02T00:00Z',
    schedule(
      'UTC',
      [
        layer('Desk', 'ann', '1 week from 2026-01-05T00:00'),
        layer('Desk', 'ann', '1 week from 2026-01-05T00:00', hours(weekdays, '09:00', '17:00')),
      ],
      override('eve', '2026-03-05T10:00Z', '2026-03-05T12:00Z'),
    ),
    ['ann', 'Desk', '2026-03-05T10:00Z'],
  );
});

describe('for ever is seen, not walked', () => {
  const at = new Date('2026-02-01T00:00Z');
  const weekend = hours(['sat', 'sun'], '00:00', '00:00');
  it.each([
    ['the same person at every place', [layer('Base', 'ann ann ann', '1 hour from 2026-01-05T09:00')]],
    [
      'two layers of one name and one person',
      [
        { ...alone, name: 'Desk', windows: [hours(weekdays, '00:00', '00:00')] },
        { ...alone, name: 'Desk', windows: [weekend] },
      ],
    ],
    [
      'and between them a layer that never opens',
      [
        alone,
        { ...alone, participants: ['bob'], windows: [hours([], '09:00', '17:00')] },
        { ...alone, windows: [weekend] },
      ],
    ],
  ])('%s', (_, layers) => {
    let looks = 0;
    const counted: Schedule = {
      timeZone: 'UTC',
      overrides: [],
      get layers() {
        looks += 1;
        return layers;
      },
    };
    expect(onCallAt(counted, at)).toMatchObject({ userId: 'ann', until: null });
    expect(looks).toBeLessThan(10);
  });
});

describe('what is malformed', () => {
  const at = new Date('2026-02-01T00:00Z');
  it.each([
    ['a rotation of nothing', schedule('UTC', [layer('Base', 'ann', '0 day from 2026-01-05T09:00')]), 'not every 0'],
    [
      'a rotation of half a day',
      schedule('UTC', [layer('Base', 'ann', '0.5 day from 2026-01-05T09:00')]),
      'not every 0.5',
    ],
    [
      'a window without minutes',
      schedule('UTC', [{ ...alone, windows: [hours(weekdays, '9', '17:00')] }]),
      'not as "9"',
    ],
    ['a start that is no date', schedule('UTC', [layer('Base', 'ann', '1 day from 2026-02-30T09:00')]), ''],
    ['a zone that does not exist', schedule('Europe/Atlantis', [alone]), ''],
  ])('%s is refused', (_, given, message) => {
    expect(() => onCallAt(given, at)).toThrow(message);
  });
});

describe('who is on call next', () => {
  function check(
    desc: string,
    at: string,
    given: Schedule,
    expected: readonly [user: string, startsAt: string] | null,
  ): void {
    it(desc, () => {
      const next = expected && { userId: expected[0], startsAt: new Date(expected[1]) };
      expect(nextShift(given, new Date(at))).toEqual(next);
    });
  }

  const alone = layer('Base', 'ann', '1 week from 2026-01-05T00:00');
  const pair = layer('Base', 'ann bob', '1 day from 2026-01-05T09:00');
  const office = (people: string) =>
    layer('Day', people, '1 week from 2026-01-05T00:00', hours(weekdays, '09:00', '17:00'));

  check('after the handoff', '2026-01-05T12:00+01:00', schedule('Europe/Berlin', [pair]), [
    'bob',
    '2026-01-06T09:00+01:00',
  ]);
  check('at the handoff: the one after', '2026-01-06T09:00+01:00', schedule('Europe/Berlin', [pair]), [
    'ann',
    '2026-01-07T09:00+01:00',
  ]);
  check('before the start', '2026-01-01T00:00Z', schedule('UTC', [pair]), ['ann', '2026-01-05T09:00Z']);
  check('one person for ever: nobody', '2026-01-06T00:00Z', schedule('UTC', [alone]), null);
  check('no layers: nobody', '2026-01-06T00:00Z', schedule('UTC', []), null);
  check('in a gap: whoever ends it', '2026-01-09T20:00Z', schedule('UTC', [office('ann')]), [
    'ann',
    '2026-01-12T09:00Z',
  ]);
  check('before a gap: the same person after it', '2026-01-09T10:00Z', schedule('UTC', [office('ann')]), [
    'ann',
    '2026-01-12T09:00Z',
  ]);
  check(
    'before a gap for ever: nobody',
    '2026-01-05T11:00Z',
    schedule('UTC', [], override('eve', '2026-01-05T10:00Z', '2026-01-05T12:00Z')),
    null,
  );
  check('not the same person under another layer', '2026-01-06T10:00Z', schedule('UTC', [alone, office('ann bob')]), [
    'bob',
    '2026-01-12T09:00Z',
  ]);
  check('one person on both layers: nobody', '2026-01-06T10:00Z', schedule('UTC', [alone, office('ann')]), null);
  check(
    'not the same person after their own override',
    '2026-01-05T13:00Z',
    schedule('UTC', [pair], override('ann', '2026-01-05T12:00Z', '2026-01-05T14:00Z')),
    ['bob', '2026-01-06T09:00Z'],
  );
  check(
    'somebody who only steps in, and then the same person again',
    '2026-01-05T10:00Z',
    schedule('UTC', [pair], override('eve', '2026-01-05T12:00Z', '2026-01-05T14:00Z')),
    ['eve', '2026-01-05T12:00Z'],
  );
  check(
    'a person whose layer never opens is not waited for',
    '2026-01-06T10:00Z',
    schedule('UTC', [
      alone,
      { ...alone, participants: ['bob'], windows: [hours([], '09:00', '17:00')] },
      office('ann'),
    ]),
    null,
  );
  check(
    'somebody who comes between two layers of the same person',
    '2026-01-11T12:00Z',
    schedule('UTC', [
      alone,
      layer('Weekend', 'bob', '1 week from 2026-01-05T00:00', hours(['sat'], '09:00', '17:00')),
      layer('Day', 'ann', '1 week from 2026-01-05T00:00', hours(['mon'], '09:00', '17:00')),
    ]),
    ['bob', '2026-01-17T09:00Z'],
  );
});
