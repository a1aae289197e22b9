import { AsyncLocalStorage } from 'node:async_hooks';

/** A provider's request waits this many milliseconds for Postgres, however much of it is asked. */
const requestMs = 300;
const least = 10;

const budget = new AsyncLocalStorage<{ until: number }>();

/** What is asked of Postgres within `work` shares one budget. */
export const withDeadline = <T>(work: () => Promise<T>, ms = requestMs): Promise<T> =>
  budget.run({ until: performance.now() + ms }, work);

/** Within `work` somebody else is waited for: that time is not taken from the budget. */
export async function outsideDeadline<T>(work: () => Promise<T>): Promise<T> {
  const shared = budget.getStore();
  const begun = performance.now();
  try {
    return await work();
  } finally {
    if (shared) shared.until += performance.now() - begun;
  }
}

/** Milliseconds that the next statement may take. */
export function msUntilDeadline(): number {
  const shared = budget.getStore();
  return shared ? Math.max(least, shared.until - performance.now()) : requestMs;
}
