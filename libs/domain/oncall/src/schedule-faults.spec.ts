import { onCallAt } from './on-call.js';
import { scheduleFaults } from './schedule-faults.js';
import { hours, layer, schedule } from './testing/a-schedule.js';

const valid = schedule('Europe/Berlin', [layer('Base', 'ann bob', '1 week from 2026-01-05T09:00')]);
const paths = (...given: Parameters<typeof schedule>) => scheduleFaults(schedule(...given)).map(({ path }) => path);

describe('what keeps a schedule from being read', () => {
  it('is nothing in an ordinary one', () => expect(scheduleFaults(valid)).toEqual([]));

  it.each(['PST', 'IST', 'CST', 'BST', 'JST', 'ACT', 'Europe/Atlantis', ''])('is the time zone "%s"', (zone) => {
    expect(() => onCallAt({ ...valid, timeZone: zone }, new Date())).toThrow();
    expect(paths(zone, valid.layers)).toEqual(['timeZone']);
  });

  it.each(['2026-02-30T09:00', '2026-13-01T09:00', '2025-02-29T09:00', '2026-01-05T24:30'])(
    'is a start on %s',
    (start) => {
      const layers = [layer('Base', 'ann', '1 day from 2026-01-05T09:00'), layer('Top', 'bob', `1 day from ${start}`)];
      expect(() => onCallAt(schedule('UTC', layers), new Date())).toThrow();
      expect(paths('UTC', layers)).toEqual(['layers.1.rotation.startsAt']);
    },
  );

  it.each(['0000-01-01T00:00', '1969-12-31T23:59', '2200-01-01T00:00', '9999-12-31T23:59'])(
    'is a start as far away as %s',
    (start) =>
      expect(paths('UTC', [layer('Base', 'ann', `1 day from ${start}`)])).toEqual(['layers.0.rotation.startsAt']),
  );

  it('is named for each field, all at once', () => {
    const layers = [layer('Base', 'ann', '1 day from 2026-02-30T09:00', hours(['mon'], '9', '17:00'))];
    expect(paths('PST', layers)).toEqual(['timeZone', 'layers.0.rotation.startsAt', 'layers.0.windows']);
  });

  it('is also what no field is known for', () => {
    expect(paths('UTC', [layer('Base', 'ann', '0 day from 2026-01-05T09:00')])).toEqual(['']);
  });
});
