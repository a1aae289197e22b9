import { nextStep, type Tried } from './next-step.js';

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

it('keeps a named time to the letter, however often it was tried', () => {
  expect(delayMs({ tries: 9, chance: 0 }, { ...busy, afterMs: 30_000 })).toBe(30_000);
});

it('gives up when the next try would be too late', () => {
  const giveUpAt = new Date(now.getTime() + 999);
  expect(nextStep(busy, tried({ giveUpAt, tries: 40 }))).toEqual({
    type: 'failed',
    reason: 'Given up after 40 tries: Slack answered 503',
  });
  expect(nextStep(busy, tried({ giveUpAt: new Date(now.getTime() + 15 * 60_000), tries: 40 })).type).toBe('again');
});
