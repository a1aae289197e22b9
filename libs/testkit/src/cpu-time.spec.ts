import { cpuTimeOf, typicalTurnUntil } from './cpu-time.js';

const compute = (ms: number) => {
  const end = process.cpuUsage().user / 1000 + ms;
  while (process.cpuUsage().user / 1000 < end);
};

it('counts what was computed', () => {
  expect(cpuTimeOf(() => compute(20))).toBeGreaterThanOrEqual(20);
  expect(cpuTimeOf(() => undefined)).toBeLessThan(20);
});

it('counts what is computed in one go', async () => {
  const computeTurns = async (...turns: number[]) => {
    for (const ms of turns) {
      compute(ms);
      await new Promise(setImmediate);
    }
  };
  const slices = Array.from({ length: 30 }, () => 10);
  expect(await typicalTurnUntil(computeTurns(...slices, 150))).toBeLessThan(100);
  expect(await typicalTurnUntil(computeTurns(200, 200))).toBeGreaterThanOrEqual(200);
});
