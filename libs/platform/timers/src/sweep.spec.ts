import { createLogger } from '@ringdown/platform-telemetry';
import { PeriodicTask, Sweep, sweepsOf } from './sweep.js';

const logger = createLogger('sweep-spec', 'silent');
const everyMs = 1000;
let sweep: PeriodicTask;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('does its work again and again, also after a failure', async () => {
  let runs = 0;
  sweep = new PeriodicTask({ name: 'spec', everyMs, logger }, async () => {
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
  sweep = new PeriodicTask({ name: 'spec', everyMs, logger }, () => {
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

it('waits for its first run as long as it is told', async () => {
  let runs = 0;
  sweep = new PeriodicTask({ name: 'spec', everyMs, firstAfterMs: 3 * everyMs, logger }, () => void runs++);
  sweep.start();
  await jest.advanceTimersByTimeAsync(2 * everyMs);
  expect(runs).toBe(0);
  await jest.advanceTimersByTimeAsync(2 * everyMs);
  expect(runs).toBe(2);
  await sweep.stop();
});

it('is found by the method that is declared as one, which runs on its object', async () => {
  class Cleaner {
    runs = 0;
    @Sweep({ name: 'clean', everyMs: 5, starts: 'at boot' })
    async clean(): Promise<void> {
      this.runs++;
    }
    @Sweep({ name: 'count', everyMs: 7 })
    count(): void {}
    // @ts-expect-error a sweep is given nothing
    @Sweep({ name: 'refused by the compiler', everyMs: 5 })
    wrong(_what: string): void {}
  }
  const cleaner = new Cleaner();
  const [clean, count] = sweepsOf(cleaner);
  expect(clean).toMatchObject({ name: 'clean', everyMs: 5, starts: 'at boot' });
  expect(count).toMatchObject({ name: 'count', everyMs: 7 });
  await clean?.run();
  expect(cleaner.runs).toBe(1);
});
