import { cpuTimeOf, longestTurnUntil } from './cpu-time.js';

const compute = (ms: number) => {
  const end = process.cpuUsage().user / 1000 + ms;
  while (process.cpuUsage().user / 1000 < end);
};

it('counts what was computed', () => {
  expect(cpuTimeOf(() => compute(20))).toBeGreaterThanOrEqual(20);
  expect(cpuTimeOf(() => undefined)).toBeLessThan(20);
});

it('counts the longest that was computed in one go', async () => {
  const inSlices = async () => {
    for (let n = 0; n < 30; n += 1) {
      compute(20);
      await new Promise(setImmediate);
    }
  };
  expect(await longestTurnUntil(inSlices())).toBeLessThan(400);
  const atOnce = new Promise<void>((resolve) => setImmediate(() => resolve(compute(450))));
  expect(await longestTurnUntil(atOnce)).toBeGreaterThanOrEqual(450);
});
