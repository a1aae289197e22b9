import { setImmediate as othersHaveRun } from 'node:timers/promises';
import { type Computation, mostWaiting, Slices } from './slices.js';

/** So many steps of a millisecond each. */
function* steps<Answer>(count: number, answer: Answer, onStep: () => void = () => undefined): Computation<Answer> {
  for (let n = 0; n < count; n += 1) {
    const end = performance.now() + 1;
    while (performance.now() < end);
    onStep();
    yield;
  }
  return answer;
}

it('answers what was computed, and throws what the computation threw', async () => {
  const slices = new Slices();
  const failing = (function* (): Computation<never> {
    yield;
    throw new RangeError('too far');
  })();
  const answers = await Promise.allSettled([
    slices.compute('ann', steps(3, 'shifts')),
    slices.compute('ann', failing),
    slices.compute('ann', steps(0, 'at once')),
  ]);
  expect(answers).toEqual([
    { status: 'fulfilled', value: 'shifts' },
    { status: 'rejected', reason: new RangeError('too far') },
    { status: 'fulfilled', value: 'at once' },
  ]);
});

it('lets others run between slices, however many compute', async () => {
  const slices = new Slices();
  let done = 0;
  const all = ['ann', 'bob', 'cid'].map((actor) =>
    slices.compute(
      actor,
      steps(50, actor, () => (done += 1)),
    ),
  );
  let atOnce = 0;
  while (done < 150) {
    const before = done;
    await othersHaveRun();
    atOnce = Math.max(atOnce, done - before);
  }
  await Promise.all(all);
  expect(atOnce).toBeLessThanOrEqual(6);
});

it('gives actors turns: one who asks for much does not hold up another', async () => {
  const slices = new Slices();
  let ofAnn = 0;
  const anns = Array.from({ length: 20 }, () =>
    slices.compute(
      'ann',
      steps(20, 'long', () => (ofAnn += 1)),
    ),
  );
  await slices.compute('bob', steps(3, 'short'));
  expect(ofAnn).toBeLessThan(40);
  await Promise.all(anns);
  expect(ofAnn).toBe(400);
});

it('refuses an actor who has too many waiting, and them alone', async () => {
  const slices = new Slices();
  const asked = Array.from({ length: mostWaiting + 1 }, () => slices.compute('ann', steps(1, 'shifts')));
  const bobs = slices.compute('bob', steps(1, 'shifts'));
  await expect(asked.pop()).rejects.toMatchObject({ kind: 'too-many' });
  expect(await Promise.all([...asked, bobs])).toHaveLength(mostWaiting + 1);
  expect(await slices.compute('ann', steps(1, 'again'))).toBe('again');
});
