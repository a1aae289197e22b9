import {
  type Layer,
  nextShift,
  onCallAt,
  type Schedule,
  scheduleFaults,
  shiftsBetween,
  type Weekday,
} from '@ringdown/domain-oncall';
import { cpuTimeOf } from '@ringdown/testkit';

const everyDay: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const twoDigits = (n: number): string => String(n).padStart(2, '0');
const timeOfDay = (minutes: number): string => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;

/**
 * As much as the API takes of one schedule: 20 layers of 200 people who change every hour, each layer open in 50 windows of one
 * minute a day, no two at once.
 */
const theLargestSchedule = (people: (layer: number) => readonly string[]): Schedule => ({
  timeZone: 'Europe/Berlin',
  layers: Array.from({ length: 20 }, (_layer, n) => largestLayer(n, people(n))),
  overrides: [],
});

const largestLayer = (n: number, participants: readonly string[]): Layer => ({
  name: `Layer ${n}`,
  participants,
  rotation: { every: 1, unit: 'hour', startsAt: `2026-01-05T09:${twoDigits(n)}` },
  windows: Array.from({ length: 50 }, (_window, w) => ({
    days: everyDay,
    from: timeOfDay(w * 28 + n),
    to: timeOfDay(w * 28 + n + 1),
  })),
});

const twoHundredPeople = Array.from({ length: 200 }, (_person, n) => `user_${n}`);

/** A tenth of what the first reckoning took at the least, and many times what this one takes. */
const mostMs = 1_500;

function within<Answer>(work: () => Answer): Answer {
  let answer: Answer | undefined;
  expect(cpuTimeOf(() => (answer = work()))).toBeLessThan(mostMs);
  return answer as Answer;
}

it('40 days of the largest schedule that the API takes are reckoned at once', () => {
  const schedule = theLargestSchedule(() => twoHundredPeople);
  const shifts = within(() => shiftsBetween(schedule, new Date('2026-01-05T09:00Z'), new Date('2026-02-14T09:00Z')));
  expect(shifts.length).toBeGreaterThan(40_000);
  expect(shifts[0]?.userId).toMatch(/^user_|null/);
});

describe('a person who is on call under one name in every layer, for centuries, through 10,000 changes', () => {
  const stay = [...Array.from({ length: 199 }, () => 'ann'), 'bob'];
  const { layers, ...schedule } = theLargestSchedule(() => stay);
  const long: Schedule = {
    ...schedule,
    layers: layers.map(({ windows, rotation, ...layer }, n) => ({
      ...layer,
      name: 'Base',
      rotation: { ...rotation, every: 1000, unit: 'week' },
      ...(n > 0 && { windows }),
    })),
  };
  const at = new Date('2026-07-01T00:00Z');

  it('has no end of the shift that anybody waits for', () => {
    expect(within(() => onCallAt(long, at))).toEqual({ userId: 'ann', via: 'Base', until: null });
  });

  it('has no next one, and no fault', () => {
    expect(within(() => nextShift(long, at))).toBeNull();
    expect(within(() => scheduleFaults(long))).toEqual([]);
  });
});
