import fc from 'fast-check';
import { nextStep, type Tried } from './retry-policy.js';

const now = new Date('2026-01-05T09:00:00.000Z');
const tried = (changes: Partial<Tried> = {}): Tried => ({
  tries: 1,
  now,
  giveUpAt: new Date('2026-01-06T09:00:00.000Z'),
  chance: 1,
  ...changes,
});
const busy = { type: 'retry', reason: 'Slack answered 503' } as const;

const delayMs = (changes: Partial<Tried>, answer: Parameters<typeof nextStep>[0] = busy): number => {
  const step = nextStep(answer, tried(changes));
  if (step.type !== 'again') throw new Error(`not again but ${step.type}`);
  return step.at.getTime() - now.getTime();
};

it('is done once accepted', () => {
  expect(nextStep({ type: 'accepted', detail: 'ok' }, tried())).toEqual({ type: 'delivered' });
});

it('ends where trying again cannot help', () => {
  expect(nextStep({ type: 'failed-for-good', reason: 'no_service' }, tried())).toEqual({
    type: 'failed',
    reason: 'no_service',
  });
});

it.each([
  [1, 1000],
  [2, 2000],
  [3, 4000],
  [8, 128_000],
  [11, 15 * 60_000],
  [200, 15 * 60_000],
])('after try %d waits at most %d ms and at least half of it', (tries, longest) => {
  expect(delayMs({ tries, chance: 1 })).toBe(longest);
  expect(delayMs({ tries, chance: 0 })).toBe(longest / 2);
});

const minute = 60_000;
const asked = (afterMs: number) => ({ ...busy, afterMs });

it.each([
  ['0 leaves the backoff of this try', 0, { tries: 5 }, 16_000],
  ['less than the backoff leaves it too', 3000, { tries: 9 }, 256_000],
  ['more than the backoff is kept to the letter', 30_000, { tries: 1 }, 30_000],
  ['eight hours are fifteen minutes', 30_000_000, { tries: 1 }, 15 * minute],
  ['the end of days is fifteen minutes', Number.MAX_VALUE, { tries: 1 }, 15 * minute],
  ['no number of milliseconds ends the tries before their time', 86_400_000, { tries: 60 }, 15 * minute],
])('a Retry-After of %s', (_what, afterMs, changes, ms) => {
  expect(delayMs(changes, asked(afterMs))).toBe(ms);
});

it('waits at least its own backoff and at most fifteen minutes, whatever the other side names', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.nat(), fc.double({ min: 0, noNaN: true }), fc.constant(Infinity)),
      fc.integer({ min: 1, max: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (afterMs, tries, chance) => {
        const ms = delayMs({ tries, chance }, asked(afterMs));
        expect(ms).toBeGreaterThanOrEqual(delayMs({ tries, chance }));
        expect(ms).toBeLessThanOrEqual(15 * minute);
      },
    ),
  );
});

it('gives up when the next try would be too late', () => {
  const giveUpAt = new Date(now.getTime() + 999);
  expect(nextStep(busy, tried({ giveUpAt, tries: 40 }))).toEqual({
    type: 'failed',
    reason: 'Given up after 40 tries: Slack answered 503',
  });
  expect(nextStep(busy, tried({ giveUpAt: new Date(now.getTime() + 15 * 60_000), tries: 40 })).type).toBe('again');
});
