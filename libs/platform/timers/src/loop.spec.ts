import { Loop } from './loop.js';

const retryMs = 50;
const failures: unknown[] = [];
const loop = (turn: () => Promise<number>) => new Loop(turn, { retryMs, onFailure: (error) => failures.push(error) });

beforeEach(() => {
  jest.useFakeTimers();
  failures.length = 0;
});
afterEach(() => jest.useRealTimers());

it('waits as long as each turn says, and a while after one that failed', async () => {
  let turns = 0;
  const turning = loop(async () => {
    turns++;
    if (turns === 2) throw new Error('not now');
    return 10;
  });
  turning.start(5);
  turning.start(5);
  const after = async (ms: number): Promise<number> => {
    await jest.advanceTimersByTimeAsync(ms);
    return turns;
  };
  expect(await after(4)).toBe(0);
  expect(await after(1)).toBe(1);
  expect(await after(10)).toBe(2);
  expect(failures).toHaveLength(1);
  expect(await after(retryMs - 1)).toBe(2);
  expect(await after(1)).toBe(3);
  await turning.stop();
  expect(await after(1000)).toBe(3);
});

it('is woken from its pause, and by what came during a turn; not by what came before a failure', async () => {
  let turns = 0;
  let within: () => void = () => undefined;
  const turning = loop(async () => {
    turns++;
    within();
    return Infinity;
  });
  turning.start();
  await jest.advanceTimersByTimeAsync(0);
  turning.wake();
  await jest.advanceTimersByTimeAsync(0);
  expect(turns).toBe(2);

  within = () => (turns < 4 ? turning.wake() : undefined);
  turning.wake();
  await jest.advanceTimersByTimeAsync(0);
  expect(turns).toBe(4);

  within = () => {
    turning.wake();
    if (turns < 6) throw new Error('not now');
    within = () => undefined;
  };
  turning.wake();
  await jest.advanceTimersByTimeAsync(retryMs - 1);
  expect(turns).toBe(5);
  await turning.stop();
});

it('stops when the turn that is under way is done, whose pauses end at once', async () => {
  let done = false;
  const turning: Loop = loop(async () => {
    await turning.pause(1_000_000);
    await Promise.resolve();
    done = true;
    return 0;
  });
  turning.start();
  await jest.advanceTimersByTimeAsync(0);
  await turning.stop();
  expect([done, turning.isStopped]).toEqual([true, true]);
});
