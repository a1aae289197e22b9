import { AsyncLocalStorage } from 'node:async_hooks';

/** A provider's request waits this many milliseconds for Postgres, however much of it is asked. */
const requestMs = 300;
const least = 10;

const budget = new AsyncLocalStorage<number>();

/** What is asked of Postgres within `work` shares one budget. */
export const withPatience = <T>(work: () => Promise<T>, ms = requestMs): Promise<T> =>
  budget.run(performance.now() + ms, work);

/** Milliseconds that the next statement may take. */
export function patienceLeft(): number {
  const until = budget.getStore();
  return until === undefined ? requestMs : Math.max(least, until - performance.now());
}
