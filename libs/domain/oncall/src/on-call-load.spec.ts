import { onCallLoads } from './on-call-load.js';
import { shiftsBetween } from './on-call.js';
import { everyDay, hours, layer, schedule } from './testing/a-schedule.js';

const hourMs = 3_600_000;
const berlin = 'Europe/Berlin';
const load = (from: string, to: string, userId: string | null = 'priya') =>
  onCallLoads(berlin, [{ userId, startsAt: new Date(from), endsAt: new Date(to), via: 'Base' }])[0];

it.each([
  ['a day at the office', '2026-01-05T08:00Z', '2026-01-05T16:00Z', { hours: 8, nights: 0, weekends: 0 }],
  ['from nine to nine', '2026-01-05T08:00Z', '2026-01-06T08:00Z', { hours: 24, nights: 1, weekends: 0 }],
  ['a week', '2026-01-05T08:00Z', '2026-01-12T08:00Z', { hours: 168, nights: 7, weekends: 1 }],
  ['a minute of the night', '2026-01-05T20:59Z', '2026-01-05T21:01Z', { hours: 2 / 60, nights: 1, weekends: 0 }],
  ['up to the night', '2026-01-05T12:00Z', '2026-01-05T21:00Z', { hours: 9, nights: 0, weekends: 0 }],
  ['from the end of the night on', '2026-01-06T05:00Z', '2026-01-06T06:00Z', { hours: 1, nights: 0, weekends: 0 }],
  ['an hour of a Sunday', '2026-01-11T12:00Z', '2026-01-11T13:00Z', { hours: 1, nights: 0, weekends: 1 }],
  ['the last minute of a Sunday', '2026-01-11T22:59Z', '2026-01-11T23:00Z', { hours: 1 / 60, nights: 1, weekends: 1 }],
  ['Monday after midnight', '2026-01-11T23:00Z', '2026-01-12T00:00Z', { hours: 1, nights: 1, weekends: 0 }],
  [
    'the night in which the clock is put forward',
    '2026-03-28T21:00Z',
    '2026-03-29T04:00Z',
    { hours: 7, nights: 1, weekends: 1 },
  ],
])('counts %s', (_what, from, to, { hours: onCall, nights, weekends }) => {
  expect(load(from, to)).toEqual({ userId: 'priya', milliseconds: onCall * hourMs, nights, weekends });
});

it('counts a night and a weekend once, in however many pieces', () => {
  const pieces = [
    ['2026-01-10T21:30Z', '2026-01-10T22:00Z'],
    ['2026-01-11T01:00Z', '2026-01-11T02:00Z'],
  ].map(([from = '', to = '']) => ({ userId: 'priya', startsAt: new Date(from), endsAt: new Date(to), via: 'x' }));
  expect(onCallLoads(berlin, pieces)).toMatchObject([{ nights: 1, weekends: 1, milliseconds: 1.5 * hourMs }]);
});

it('counts a gap for nobody', () => expect(load('2026-01-05T08:00Z', '2026-01-06T08:00Z', null)).toBeUndefined());

it('shares all the hours there are among those who are on call', () => {
  const rota = schedule(berlin, [
    layer('Daily', 'priya sam lee', '1 day from 2026-01-05T09:00'),
    layer('Nights', 'kim', '1 week from 2026-01-05T00:00', hours(everyDay, '22:00', '06:00')),
  ]);
  const [from, to] = [new Date('2026-03-01T00:00Z'), new Date('2026-04-01T00:00Z')];
  const loads = onCallLoads(berlin, shiftsBetween(rota, from, to));
  expect(loads.reduce((sum, { milliseconds }) => sum + milliseconds, 0)).toBe(to.getTime() - from.getTime());
  expect(loads.find(({ userId }) => userId === 'kim')).toMatchObject({ nights: 32 });
  expect(loads.filter(({ userId }) => userId !== 'kim').map(({ nights }) => nights)).toEqual([0, 0, 0]);
});
