import { muteChoices } from './mute-choices.js';

const untilOf = (label: string, now: Date) => muteChoices.find((choice) => choice.label === label)?.untilFrom(now);

describe('muteChoices', () => {
  it.each([
    ['For 1 hour', '2026-01-05T10:30:00.000Z'],
    ['For 4 hours', '2026-01-05T13:30:00.000Z'],
    ['For ever', 'forever'],
  ])('%s', (label, until) => expect(untilOf(label, new Date('2026-01-05T09:30:00Z'))).toBe(until));

  it.each([
    [new Date(2026, 0, 5, 22, 15), new Date(2026, 0, 6, 9)],
    [new Date(2026, 0, 31, 0, 1), new Date(2026, 1, 1, 9)],
    [new Date(2026, 11, 31, 23, 59), new Date(2027, 0, 1, 9)],
  ])('tomorrow of %s is in the reader’s own time', (now, until) =>
    expect(untilOf('Until tomorrow, 09:00', now)).toBe(until.toISOString()),
  );
});
