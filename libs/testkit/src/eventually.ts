import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 20;

/**
 * Waits until `condition` neither throws nor answers `false`, and answers what it answered. Throws after `timeoutMs` with the last
 * failure as its message and cause. Waiting costs what the condition takes: a short time makes no test faster, and fails on a slow machine.
 */
export async function eventually<T>(condition: () => T | Promise<T>, { timeoutMs = 30_000 } = {}): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const attempt = await tryOnce(condition);
    if (attempt.ok) return attempt.value;
    if (performance.now() >= deadline) {
      const reason = attempt.error instanceof Error ? attempt.error.message : String(attempt.error);
      throw new Error(`not within ${timeoutMs} ms: ${reason}`, { cause: attempt.error });
    }
    await sleep(pollMs);
  }
}

type Attempt<T> = { ok: true; value: T } | { ok: false; error: unknown };

async function tryOnce<T>(condition: () => T | Promise<T>): Promise<Attempt<T>> {
  try {
    const value = await condition();
    return value === false ? { ok: false, error: 'still false' } : { ok: true, value };
  } catch (error) {
    return { ok: false, error };
  }
}
