import { blankLayer, rotationWords, scheduleValues } from './schedule-values.js';

describe('rotationWords', () => {
  it.each([
    [1, 'week', 'Weekly from 2026-01-05 09:00'],
    [1, 'day', 'Daily from 2026-01-05 09:00'],
    [12, 'hour', 'Every 12 hours from 2026-01-05 09:00'],
  ] as const)('says every %i %s as %s', (every, unit, words) =>
    expect(rotationWords({ rotation: { every, unit, startsAt: '2026-01-05T09:00' } })).toBe(words),
  );
});

describe('blankLayer', () => {
  it.each([
    [new Date(2026, 0, 5), '2026-01-05T09:00'],
    [new Date(2026, 0, 11, 23, 59), '2026-01-05T09:00'],
    [new Date(2026, 2, 1), '2026-02-23T09:00'],
  ])('begins on the Monday of the week of %s', (now, startsAt) =>
    expect(blankLayer(now).rotation.startsAt).toBe(startsAt),
  );
});

describe('scheduleValues', () => {
  const now = new Date(2026, 0, 5);
  const schedule = { id: 'sched_1', name: 'Backend', timeZone: 'Europe/Berlin', layers: [], channelIds: ['chan_1'] };
  it('gives a schedule without layers one to fill', () => expect(scheduleValues(schedule, now).layers).toHaveLength(1));
  it('keeps its channels', () => expect(scheduleValues(schedule, now).channelIds).toEqual(['chan_1']));
  it('keeps all layers there are', () => {
    const layers = [blankLayer(now), { ...blankLayer(now), name: 'Top' }];
    expect(scheduleValues({ ...schedule, layers }, now).layers).toEqual(layers);
  });
});
