import type { Schedule } from './schedule.js';
import { shiftsBetween, shiftsOneByOne } from './on-call.js';
import { everyDay, hours, layer, override, schedule, weekdays } from './testing/a-schedule.js';

type Row = readonly [user: string | null, startsAt: string, endsAt: string, via?: string];

/** The rows name instants with their offsets; a row without via is a gap where it has no user, else of the layer "Base". */
function check(desc: string, from: string, to: string, given: Schedule, expected: readonly Row[]): void {
  it(desc, () => {
    const rows = expected.map(([userId, startsAt, endsAt, via = 'Base']) => ({
      userId,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      via: userId === null ? null : via,
    }));
    expect(shiftsBetween(given, new Date(from), new Date(to))).toEqual(rows);
  });
}

describe('days and weeks on the clock of the zone', () => {
  check(
    'Berlin, spring: a handoff at 09:00 stays at 09:00, so one shift has 23 hours',
    '2026-03-28T00:00+01:00',
    '2026-03-30T12:00+02:00',
    schedule('Europe/Berlin', [layer('Base', 'ann bob', '1 day from 2026-03-27T09:00')]),
    [
      ['ann', '2026-03-28T00:00+01:00', '2026-03-28T09:00+01:00'],
      ['bob', '2026-03-28T09:00+01:00', '2026-03-29T09:00+02:00'],
      ['ann', '2026-03-29T09:00+02:00', '2026-03-30T09:00+02:00'],
      ['bob', '2026-03-30T09:00+02:00', '2026-03-30T12:00+02:00'],
    ],
  );
  check(
    'Berlin, autumn: one shift has 25 hours',
    '2026-10-24T09:00+02:00',
    '2026-10-26T09:00+01:00',
    schedule('Europe/Berlin', [layer('Base', 'ann bob', '1 day from 2026-10-24T09:00')]),
    [
      ['ann', '2026-10-24T09:00+02:00', '2026-10-25T09:00+01:00'],
      ['bob', '2026-10-25T09:00+01:00', '2026-10-26T09:00+01:00'],
    ],
  );
  check(
    'Berlin: a handoff at 02:30 that does not exist is at the first instant after the gap',
    '2026-03-28T02:30+01:00',
    '2026-03-30T02:30+02:00',
    schedule('Europe/Berlin', [layer('Base', 'ann bob', '1 day from 2026-03-28T02:30')]),
    [
      ['ann', '2026-03-28T02:30+01:00', '2026-03-29T03:00+02:00'],
      ['bob', '2026-03-29T03:00+02:00', '2026-03-30T02:30+02:00'],
    ],
  );
  check(
    'Berlin: a handoff at 02:30 that happens twice is at the first',
    '2026-10-24T02:30+02:00',
    '2026-10-26T02:30+01:00',
    schedule('Europe/Berlin', [layer('Base', 'ann bob', '1 day from 2026-10-24T02:30')]),
    [
      ['ann', '2026-10-24T02:30+02:00', '2026-10-25T02:30+02:00'],
      ['bob', '2026-10-25T02:30+02:00', '2026-10-26T02:30+01:00'],
    ],
  );
  check(
    'New York: weeks over the spring and the autumn change',
    '2026-03-02T08:00-05:00',
    '2026-03-16T08:00-04:00',
    schedule('America/New_York', [layer('Base', 'ann bob cid', '1 week from 2025-11-03T08:00')]),
    [
      ['cid', '2026-03-02T08:00-05:00', '2026-03-09T08:00-04:00'],
      ['ann', '2026-03-09T08:00-04:00', '2026-03-16T08:00-04:00'],
    ],
  );
  check(
    'New York: a handoff at 01:30 in the hour that comes twice',
    '2026-10-31T12:00-04:00',
    '2026-11-01T12:00-05:00',
    schedule('America/New_York', [layer('Base', 'ann bob', '1 day from 2026-10-31T01:30')]),
    [
      ['ann', '2026-10-31T12:00-04:00', '2026-11-01T01:30-04:00'],
      ['bob', '2026-11-01T01:30-04:00', '2026-11-01T12:00-05:00'],
    ],
  );
  check(
    'Lord Howe, spring: half an hour is skipped',
    '2026-10-03T02:15+10:30',
    '2026-10-05T02:15+11:00',
    schedule('Australia/Lord_Howe', [layer('Base', 'ann bob', '1 day from 2026-10-03T02:15')]),
    [
      ['ann', '2026-10-03T02:15+10:30', '2026-10-04T02:30+11:00'],
      ['bob', '2026-10-04T02:30+11:00', '2026-10-05T02:15+11:00'],
    ],
  );
  check(
    'Lord Howe, autumn: half an hour comes twice',
    '2026-04-04T01:45+11:00',
    '2026-04-06T01:45+10:30',
    schedule('Australia/Lord_Howe', [layer('Base', 'ann bob', '1 day from 2026-04-04T01:45')]),
    [
      ['ann', '2026-04-04T01:45+11:00', '2026-04-05T01:45+11:00'],
      ['bob', '2026-04-05T01:45+11:00', '2026-04-06T01:45+10:30'],
    ],
  );
  check(
    'Kolkata: every second day',
    '2026-03-28T00:00+05:30',
    '2026-04-01T00:00+05:30',
    schedule('Asia/Kolkata', [layer('Base', 'ann bob', '2 day from 2026-03-28T09:00')]),
    [
      [null, '2026-03-28T00:00+05:30', '2026-03-28T09:00+05:30'],
      ['ann', '2026-03-28T09:00+05:30', '2026-03-30T09:00+05:30'],
      ['bob', '2026-03-30T09:00+05:30', '2026-04-01T00:00+05:30'],
    ],
  );
  check(
    'Apia 2011: the turn of the skipped day begins with the day after it',
    '2011-12-29T09:00-10:00',
    '2012-01-01T09:00+14:00',
    schedule('Pacific/Apia', [layer('Base', 'ann bob cid', '1 day from 2011-12-29T09:00')]),
    [
      ['ann', '2011-12-29T09:00-10:00', '2011-12-31T00:00+14:00'],
      ['bob', '2011-12-31T00:00+14:00', '2011-12-31T09:00+14:00'],
      ['cid', '2011-12-31T09:00+14:00', '2012-01-01T09:00+14:00'],
    ],
  );
  check(
    'Apia 2011: with handoffs at midnight the skipped day is nobody’s shift',
    '2011-12-29T00:00-10:00',
    '2012-01-01T00:00+14:00',
    schedule('Pacific/Apia', [layer('Base', 'ann bob cid', '1 day from 2011-12-29T00:00')]),
    [
      ['ann', '2011-12-29T00:00-10:00', '2011-12-31T00:00+14:00'],
      ['cid', '2011-12-31T00:00+14:00', '2012-01-01T00:00+14:00'],
    ],
  );
});

describe('hours in elapsed time', () => {
  check(
    'Berlin, spring: twelve hours are twelve hours',
    '2026-03-28T09:00+01:00',
    '2026-03-29T22:00+02:00',
    schedule('Europe/Berlin', [layer('Base', 'ann bob', '12 hour from 2026-03-28T09:00')]),
    [
      ['ann', '2026-03-28T09:00+01:00', '2026-03-28T21:00+01:00'],
      ['bob', '2026-03-28T21:00+01:00', '2026-03-29T10:00+02:00'],
      ['ann', '2026-03-29T10:00+02:00', '2026-03-29T22:00+02:00'],
    ],
  );
  check(
    'New York, autumn: the hour that comes twice is two turns',
    '2026-11-01T00:00-04:00',
    '2026-11-01T03:00-05:00',
    schedule('America/New_York', [layer('Base', 'ann bob cid', '1 hour from 2026-11-01T00:00')]),
    [
      ['ann', '2026-11-01T00:00-04:00', '2026-11-01T01:00-04:00'],
      ['bob', '2026-11-01T01:00-04:00', '2026-11-01T01:00-05:00'],
      ['cid', '2026-11-01T01:00-05:00', '2026-11-01T02:00-05:00'],
      ['ann', '2026-11-01T02:00-05:00', '2026-11-01T03:00-05:00'],
    ],
  );
  check(
    'Berlin: a start in the gap counts from the end of the gap',
    '2026-03-29T00:00+01:00',
    '2026-03-29T05:00+02:00',
    schedule('Europe/Berlin', [layer('Base', 'ann bob', '1 hour from 2026-03-29T02:30')]),
    [
      [null, '2026-03-29T00:00+01:00', '2026-03-29T03:00+02:00'],
      ['ann', '2026-03-29T03:00+02:00', '2026-03-29T04:00+02:00'],
      ['bob', '2026-03-29T04:00+02:00', '2026-03-29T05:00+02:00'],
    ],
  );
  it('copes with hourly turns over 90 days', () => {
    const hourly = schedule('Australia/Lord_Howe', [layer('Base', 'ann bob cid', '1 hour from 2016-02-29T00:00')]);
    const shifts = shiftsBetween(hourly, new Date('2026-03-01T00:00Z'), new Date('2026-05-30T00:00Z'));
    expect(shifts).toHaveLength(90 * 24);
  });
});

describe('windows', () => {
  const ann = (...windows: Parameters<typeof layer>[3][]) =>
    layer('Base', 'ann', '1 week from 2026-01-05T00:00', ...windows);

  check(
    'office hours, with gaps between them',
    '2026-01-09T00:00+01:00',
    '2026-01-12T12:00+01:00',
    schedule('Europe/Berlin', [ann(hours(weekdays, '09:00', '17:00'))]),
    [
      [null, '2026-01-09T00:00+01:00', '2026-01-09T09:00+01:00'],
      ['ann', '2026-01-09T09:00+01:00', '2026-01-09T17:00+01:00'],
      [null, '2026-01-09T17:00+01:00', '2026-01-12T09:00+01:00'],
      ['ann', '2026-01-12T09:00+01:00', '2026-01-12T12:00+01:00'],
    ],
  );
  check(
    'over midnight, belonging to the day on which it begins',
    '2026-01-09T00:00+01:00',
    '2026-01-11T00:00+01:00',
    schedule('Europe/Berlin', [ann(hours(['fri'], '22:00', '06:00'))]),
    [
      [null, '2026-01-09T00:00+01:00', '2026-01-09T22:00+01:00'],
      ['ann', '2026-01-09T22:00+01:00', '2026-01-10T06:00+01:00'],
      [null, '2026-01-10T06:00+01:00', '2026-01-11T00:00+01:00'],
    ],
  );
  check(
    'over midnight from Sunday to Monday',
    '2026-01-11T12:00+01:00',
    '2026-01-12T12:00+01:00',
    schedule('Europe/Berlin', [ann(hours(['sun'], '18:00', '06:00'))]),
    [
      [null, '2026-01-11T12:00+01:00', '2026-01-11T18:00+01:00'],
      ['ann', '2026-01-11T18:00+01:00', '2026-01-12T06:00+01:00'],
      [null, '2026-01-12T06:00+01:00', '2026-01-12T12:00+01:00'],
    ],
  );
  check(
    'from and to the same: 24 hours',
    '2026-01-09T00:00+01:00',
    '2026-01-12T00:00+01:00',
    schedule('Europe/Berlin', [ann(hours(['fri'], '09:00', '09:00'))]),
    [
      [null, '2026-01-09T00:00+01:00', '2026-01-09T09:00+01:00'],
      ['ann', '2026-01-09T09:00+01:00', '2026-01-10T09:00+01:00'],
      [null, '2026-01-10T09:00+01:00', '2026-01-12T00:00+01:00'],
    ],
  );
  check(
    'that touch or overlap are one shift',
    '2026-01-09T00:00+01:00',
    '2026-01-11T12:00+01:00',
    schedule('Europe/Berlin', [
      ann(hours(['fri'], '09:00', '17:00'), hours(['fri'], '16:00', '24:00'), hours(['sat'], '00:00', '08:00')),
    ]),
    [
      [null, '2026-01-09T00:00+01:00', '2026-01-09T09:00+01:00'],
      ['ann', '2026-01-09T09:00+01:00', '2026-01-10T08:00+01:00'],
      [null, '2026-01-10T08:00+01:00', '2026-01-11T12:00+01:00'],
    ],
  );
  check(
    'a night shift in spring has seven hours, in autumn it would have nine',
    '2026-03-28T12:00+01:00',
    '2026-03-29T12:00+02:00',
    schedule('Europe/Berlin', [ann(hours(everyDay, '22:00', '06:00'))]),
    [
      [null, '2026-03-28T12:00+01:00', '2026-03-28T22:00+01:00'],
      ['ann', '2026-03-28T22:00+01:00', '2026-03-29T06:00+02:00'],
      [null, '2026-03-29T06:00+02:00', '2026-03-29T12:00+02:00'],
    ],
  );
  check(
    'inside the gap nobody has a minute',
    '2026-03-28T02:00+01:00',
    '2026-03-30T03:00+02:00',
    schedule('Europe/Berlin', [ann(hours(everyDay, '02:10', '02:40'))]),
    [
      [null, '2026-03-28T02:00+01:00', '2026-03-28T02:10+01:00'],
      ['ann', '2026-03-28T02:10+01:00', '2026-03-28T02:40+01:00'],
      [null, '2026-03-28T02:40+01:00', '2026-03-30T02:10+02:00'],
      ['ann', '2026-03-30T02:10+02:00', '2026-03-30T02:40+02:00'],
      [null, '2026-03-30T02:40+02:00', '2026-03-30T03:00+02:00'],
    ],
  );
  check(
    'in the hour that comes twice both ends mean the first',
    '2026-10-25T00:00+02:00',
    '2026-10-25T06:00+01:00',
    schedule('Europe/Berlin', [ann(hours(['sun'], '01:00', '02:30'))]),
    [
      [null, '2026-10-25T00:00+02:00', '2026-10-25T01:00+02:00'],
      ['ann', '2026-10-25T01:00+02:00', '2026-10-25T02:30+02:00'],
      [null, '2026-10-25T02:30+02:00', '2026-10-25T06:00+01:00'],
    ],
  );
  check(
    'Apia 2011: the Friday that never was has no office hours',
    '2011-12-29T00:00-10:00',
    '2012-01-01T00:00+14:00',
    schedule('Pacific/Apia', [
      layer('Base', 'ann', '1 week from 2011-01-03T00:00', hours(['thu', 'fri'], '09:00', '17:00')),
    ]),
    [
      [null, '2011-12-29T00:00-10:00', '2011-12-29T09:00-10:00'],
      ['ann', '2011-12-29T09:00-10:00', '2011-12-29T17:00-10:00'],
      [null, '2011-12-29T17:00-10:00', '2012-01-01T00:00+14:00'],
    ],
  );
  check(
    'a window on no day at all is never open',
    '2026-01-09T00:00Z',
    '2026-01-19T00:00Z',
    schedule('UTC', [ann(hours([], '09:00', '17:00'))]),
    [[null, '2026-01-09T00:00Z', '2026-01-19T00:00Z']],
  );
  check(
    'an empty list of windows is no window: on call all the time',
    '2026-01-09T00:00Z',
    '2026-01-19T00:00Z',
    schedule('UTC', [{ ...ann(), windows: [] }]),
    [['ann', '2026-01-09T00:00Z', '2026-01-19T00:00Z']],
  );
  check(
    'a handoff inside a window divides it; one outside shows at the next window',
    '2026-01-05T08:00Z',
    '2026-01-07T18:00Z',
    schedule('UTC', [
      layer('Base', 'ann bob cid', '1 day from 2026-01-05T12:00', hours(['mon', 'wed'], '08:00', '18:00')),
    ]),
    [
      [null, '2026-01-05T08:00Z', '2026-01-05T12:00Z'],
      ['ann', '2026-01-05T12:00Z', '2026-01-05T18:00Z'],
      [null, '2026-01-05T18:00Z', '2026-01-07T08:00Z'],
      ['bob', '2026-01-07T08:00Z', '2026-01-07T12:00Z'],
      ['cid', '2026-01-07T12:00Z', '2026-01-07T18:00Z'],
    ],
  );
});

describe('layers', () => {
  const base = layer('Base', 'ann bob', '1 week from 2026-01-05T09:00');
  check(
    'the upper layer wins where it has someone',
    '2026-01-09T00:00Z',
    '2026-01-12T12:00Z',
    schedule('UTC', [base, layer('Day', 'dan eve', '1 day from 2026-01-08T00:00', hours(weekdays, '10:00', '16:00'))]),
    [
      ['ann', '2026-01-09T00:00Z', '2026-01-09T10:00Z'],
      ['eve', '2026-01-09T10:00Z', '2026-01-09T16:00Z', 'Day'],
      ['ann', '2026-01-09T16:00Z', '2026-01-12T09:00Z'],
      ['bob', '2026-01-12T09:00Z', '2026-01-12T10:00Z'],
      ['dan', '2026-01-12T10:00Z', '2026-01-12T12:00Z', 'Day'],
    ],
  );
  check(
    'the same person on two layers has two shifts',
    '2026-01-09T00:00Z',
    '2026-01-10T00:00Z',
    schedule('UTC', [base, layer('Day', 'ann', '1 day from 2026-01-08T00:00', hours(weekdays, '10:00', '16:00'))]),
    [
      ['ann', '2026-01-09T00:00Z', '2026-01-09T10:00Z'],
      ['ann', '2026-01-09T10:00Z', '2026-01-09T16:00Z', 'Day'],
      ['ann', '2026-01-09T16:00Z', '2026-01-10T00:00Z'],
    ],
  );
  check(
    'an upper layer that has not begun, or has no people, leaves the shift to the one below',
    '2026-01-09T00:00Z',
    '2026-01-12T00:00Z',
    schedule('UTC', [
      base,
      layer('Soon', 'dan', '1 day from 2026-01-11T00:00'),
      layer('Empty', '', '1 day from 2020-01-01T00:00'),
    ]),
    [
      ['ann', '2026-01-09T00:00Z', '2026-01-11T00:00Z'],
      ['dan', '2026-01-11T00:00Z', '2026-01-12T00:00Z', 'Soon'],
    ],
  );
  check(
    'a handoff below an upper layer does not divide its shift',
    '2026-01-10T00:00Z',
    '2026-01-14T00:00Z',
    schedule('UTC', [base, layer('Top', 'dan dan', '1 day from 2026-01-01T00:00')]),
    [['dan', '2026-01-10T00:00Z', '2026-01-14T00:00Z', 'Top']],
  );
  check('no layers: one gap', '2026-01-10T00:00Z', '2026-01-14T00:00Z', schedule('UTC', []), [
    [null, '2026-01-10T00:00Z', '2026-01-14T00:00Z'],
  ]);
  check('an empty span has no shifts', '2026-01-10T00:00Z', '2026-01-10T00:00Z', schedule('UTC', [base]), []);
  check(
    'nor has one that ends before it begins',
    '2026-01-10T00:00Z',
    '2026-01-09T00:00Z',
    schedule('UTC', [base]),
    [],
  );
});

describe('overrides', () => {
  const base = layer('Base', 'ann bob', '1 day from 2026-01-05T00:00');
  const day = ['2026-01-05T00:00Z', '2026-01-06T00:00Z'] as const;
  check(
    'win over all layers',
    ...day,
    schedule(
      'UTC',
      [base, layer('Top', 'dan', '1 day from 2026-01-05T00:00')],
      override('eve', '2026-01-05T10:00Z', '2026-01-05T12:00Z'),
    ),
    [
      ['dan', '2026-01-05T00:00Z', '2026-01-05T10:00Z', 'Top'],
      ['eve', '2026-01-05T10:00Z', '2026-01-05T12:00Z', 'override'],
      ['dan', '2026-01-05T12:00Z', '2026-01-06T00:00Z', 'Top'],
    ],
  );
  check('work inside a gap', ...day, schedule('UTC', [], override('eve', '2026-01-05T10:00Z', '2026-01-05T12:00Z')), [
    [null, '2026-01-05T00:00Z', '2026-01-05T10:00Z'],
    ['eve', '2026-01-05T10:00Z', '2026-01-05T12:00Z', 'override'],
    [null, '2026-01-05T12:00Z', '2026-01-06T00:00Z'],
  ]);
  check(
    'of the person who is on call anyway are a shift of their own',
    ...day,
    schedule('UTC', [base], override('ann', '2026-01-05T10:00Z', '2026-01-05T12:00Z')),
    [
      ['ann', '2026-01-05T00:00Z', '2026-01-05T10:00Z'],
      ['ann', '2026-01-05T10:00Z', '2026-01-05T12:00Z', 'override'],
      ['ann', '2026-01-05T12:00Z', '2026-01-06T00:00Z'],
    ],
  );
  const early = override('eve', '2026-01-05T08:00Z', '2026-01-05T14:00Z', { createdAt: new Date('2026-01-01T00:00Z') });
  const late = override('fay', '2026-01-05T10:00Z', '2026-01-05T16:00Z', { createdAt: new Date('2026-01-02T00:00Z') });
  const laterWins: readonly Row[] = [
    ['ann', '2026-01-05T00:00Z', '2026-01-05T08:00Z'],
    ['eve', '2026-01-05T08:00Z', '2026-01-05T10:00Z', 'override'],
    ['fay', '2026-01-05T10:00Z', '2026-01-05T16:00Z', 'override'],
    ['ann', '2026-01-05T16:00Z', '2026-01-06T00:00Z'],
  ];
  check('that overlap: the one created last wins', ...day, schedule('UTC', [base], early, late), laterWins);
  check('in whatever order they are listed', ...day, schedule('UTC', [base], late, early), laterWins);
  check(
    'that overlap, the later one inside: the earlier one comes back',
    ...day,
    schedule('UTC', [base], early, { ...late, endsAt: new Date('2026-01-05T12:00Z') }),
    [
      ['ann', '2026-01-05T00:00Z', '2026-01-05T08:00Z'],
      ['eve', '2026-01-05T08:00Z', '2026-01-05T10:00Z', 'override'],
      ['fay', '2026-01-05T10:00Z', '2026-01-05T12:00Z', 'override'],
      ['eve', '2026-01-05T12:00Z', '2026-01-05T14:00Z', 'override'],
      ['ann', '2026-01-05T14:00Z', '2026-01-06T00:00Z'],
    ],
  );
  const twin = (userId: string, id: string) => override(userId, '2026-01-05T08:00Z', '2026-01-05T14:00Z', { id });
  for (const twins of [
    [twin('eve', 'ovr_2'), twin('fay', 'ovr_1')],
    [twin('fay', 'ovr_1'), twin('eve', 'ovr_2')],
  ]) {
    check('created at one instant: the greater id wins', ...day, schedule('UTC', [base], ...twins), [
      ['ann', '2026-01-05T00:00Z', '2026-01-05T08:00Z'],
      ['eve', '2026-01-05T08:00Z', '2026-01-05T14:00Z', 'override'],
      ['ann', '2026-01-05T14:00Z', '2026-01-06T00:00Z'],
    ]);
  }
  check(
    'of one person that touch or overlap are one shift',
    ...day,
    schedule(
      'UTC',
      [base],
      override('eve', '2026-01-05T08:00Z', '2026-01-05T10:00Z', { id: 'ovr_1' }),
      override('eve', '2026-01-05T10:00Z', '2026-01-05T12:00Z', { id: 'ovr_2' }),
      override('eve', '2026-01-05T11:00Z', '2026-01-05T13:00Z', { id: 'ovr_3' }),
    ),
    [
      ['ann', '2026-01-05T00:00Z', '2026-01-05T08:00Z'],
      ['eve', '2026-01-05T08:00Z', '2026-01-05T13:00Z', 'override'],
      ['ann', '2026-01-05T13:00Z', '2026-01-06T00:00Z'],
    ],
  );
  check(
    'that are empty or end before they begin are none',
    ...day,
    schedule(
      'UTC',
      [base],
      override('eve', '2026-01-05T08:00Z', '2026-01-05T08:00Z'),
      override('fay', '2026-01-05T12:00Z', '2026-01-05T10:00Z'),
    ),
    [['ann', '2026-01-05T00:00Z', '2026-01-06T00:00Z']],
  );
  check(
    'that reach out of the span are cut',
    ...day,
    schedule('UTC', [base], override('eve', '2026-01-04T00:00Z', '2026-01-07T00:00Z')),
    [['eve', '2026-01-05T00:00Z', '2026-01-06T00:00Z', 'override']],
  );
});

it('come one by one, with a null for each look that completes none', () => {
  const pair = schedule('UTC', [layer('Base', 'ann bob', '1 day from 2026-01-05T09:00')]);
  const from = new Date('2026-01-05T00:00Z');
  const looks = [...shiftsOneByOne(pair, from, new Date('2026-01-07T00:00Z'))];
  expect(looks.map((shift) => shift && [shift.userId, shift.endsAt.toISOString().slice(0, 10)])).toEqual([
    null,
    [null, '2026-01-05'],
    ['ann', '2026-01-06'],
    ['bob', '2026-01-07'],
  ]);
});
