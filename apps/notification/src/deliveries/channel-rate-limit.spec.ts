import { pausedUntil, reserveSlot } from './channel-rate-limit.js';

const start = new Date('2026-01-05T09:00:00.000Z');
const after = (ms: number) => new Date(start.getTime() + ms);

/** Seconds after `from` at which `count` messages go out. */
function times(count: number, reservedUntil: Date | null, from = start): number[] {
  const at: number[] = [];
  for (let n = 0; n < count; n++) {
    const slot = reserveSlot(reservedUntil, from);
    reservedUntil = slot.reservedUntil;
    at.push((slot.at.getTime() - from.getTime()) / 1000);
  }
  return at;
}

it('lets ten go at once, then one a second', () => {
  expect(times(14, null)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
});

it('has its burst back after a while without messages', () => {
  const { reservedUntil } = reserveSlot(null, start);
  expect(times(11, reservedUntil, after(1000))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
});

it('is paused until the time that was asked for, then one a second', () => {
  expect(times(3, pausedUntil(after(30_000)))).toEqual([30, 31, 32]);
});
