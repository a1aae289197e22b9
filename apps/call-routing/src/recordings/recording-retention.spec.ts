import { recordingExpiry } from './recording-retention.js';

it.each([
  [1, '2026-03-29T12:00:00.000Z', '2026-03-28T12:00:00.000Z'],
  [30, '2026-03-31T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
])('%d days before %s is %s, whatever the clocks of a place do', (days, now, expected) => {
  expect(recordingExpiry(days, new Date(now)).toISOString()).toBe(expected);
});
