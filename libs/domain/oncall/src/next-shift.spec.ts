import { nextShift } from './next-shift.js';
import type { Schedule } from './schedule.js';
import { hours, layer, override, schedule, weekdays } from './testing/a-schedule.js';

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

describe('who is on call next', () => {
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
