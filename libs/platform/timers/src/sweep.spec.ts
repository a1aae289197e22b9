import { createLogger } from '@ringdown/platform-telemetry';
import { Sweep } from './sweep.js';

const logger = createLogger('sweep-spec', 'silent');
const everyMs = 1000;
let sweep: Sweep;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('does its work again and again, also after a failure', async () => {
  let runs = 0;
  sweep = new Sweep({ name: 'spec', everyMs, logger }, async () => {
    runs++;
    if (runs === 2) throw new Error('Postgres is unavailable');
  });
  sweep.start();
  sweep.start();

  expect(runs).toBe(0);
  for (const expected of [1, 2, 3, 4]) {
    await jest.advanceTimersByTimeAsync(everyMs);
    expect(runs).toBe(expected);
  }
  await sweep.stop();
  await jest.advanceTimersByTimeAsync(everyMs * 5);
  expect(runs).toBe(4);
});

it('never does it twice at a time, and stops only when what is under way is done', async () => {
  let begun = 0;
  let done: () => void = () => undefined;
  sweep = new Sweep({ name: 'spec', everyMs, logger }, () => {
    begun++;
    return new Promise((resolve) => (done = resolve));
  });
  sweep.start();
  await jest.advanceTimersByTimeAsync(everyMs * 10);
  expect(begun).toBe(1);

  let stopped = false;
  const stopping = sweep.stop().then(() => (stopped = true));
  await jest.advanceTimersByTimeAsync(everyMs * 10);
  expect(stopped).toBe(false);
  done();
  await stopping;
  await jest.advanceTimersByTimeAsync(everyMs * 10);
  expect(begun).toBe(1);
});
