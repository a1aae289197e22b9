import { delayAfter, SlowAnswers } from './slow-answers.js';

it('grows from nothing to a few seconds, and no further', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 100].map(delayAfter)).toEqual([0, 0, 0, 250, 500, 1000, 2000, 4000, 4000, 4000]);
});

/** Sleepers who wake when the test says so, or when they are let go. */
function sleepers() {
  const wake: (() => void)[] = [];
  const sleep = (_ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      wake.push(resolve);
      signal.addEventListener('abort', () => reject(new Error('let go')));
    });
  return { wake, sleep };
}

it('holds an answer back for its time', async () => {
  const { wake, sleep } = sleepers();
  const answers = new SlowAnswers(2, sleep);
  const done: string[] = [];
  const held = answers.hold(250).then(() => done.push('held'));
  await answers.hold(0).then(() => done.push('at once'));
  wake[0]?.();
  await held;
  expect(done).toEqual(['at once', 'held']);
});

it('holds no more than so many: the one who has waited longest goes on', async () => {
  const { wake, sleep } = sleepers();
  const answers = new SlowAnswers(2, sleep);
  const done: number[] = [];
  const held = [1, 2, 3].map((n) => answers.hold(4000).then(() => done.push(n)));
  await held[0];
  expect(done).toEqual([1]);
  for (const one of wake) one();
  await Promise.all(held);
  expect(done.toSorted()).toEqual([1, 2, 3]);
});
