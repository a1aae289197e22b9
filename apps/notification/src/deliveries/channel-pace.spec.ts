import { silentUntil, takeSlot } from './channel-pace.js';

const start = new Date('2026-01-05T09:00:00.000Z');
const after = (ms: number) => new Date(start.getTime() + ms);

/** Seconds after `from` at which `count` messages go out. */
function times(count: number, takenUntil: Date | null, from = start): number[] {
  const at: number[] = [];
  for (let n = 0; n < count; n++) {
    const slot = takeSlot(takenUntil, from);
    takenUntil = slot.takenUntil;
    at.push((slot.at.getTime() - from.getTime()) / 1000);
  }
  return at;
}

it('lets ten go at once, then one a second', () => {
  expect(times(14, null)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
});

it('has its burst back after a while of silence', () => {
  const { takenUntil } = takeSlot(null, start);
  expect(times(11, takenUntil, after(1000))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
});

it('is silent until the time that was asked for, then one a second', () => {
  expect(times(3, silentUntil(after(30_000)))).toEqual([30, 31, 32]);
});
