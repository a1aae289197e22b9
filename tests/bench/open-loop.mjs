import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Sends `rate` requests a second for `seconds`, each at its own instant whether or not earlier ones were answered, and
 * measures every one from the instant it was due: a slow answer does not thin out the load that finds it slow.
 * @param {{ rate: number, seconds: number, send(n: number, due: number): Promise<boolean> }} load `send` answers true when the
 *   answer was what it has to be; `due` is the instant, by `performance.now()`
 * @returns {Promise<{ latencies: Float64Array, failed: number, latestSendMs: number }>} milliseconds, sorted
 */
export async function openLoop({ rate, seconds, send }) {
  const total = rate * seconds;
  const latencies = new Float64Array(total);
  const pending = [];
  let failed = 0;
  let latestSendMs = 0;
  const start = performance.now() + 100;
  for (let n = 0; n < total;) {
    const now = performance.now();
    for (; n < total && start + (n * 1000) / rate <= now; n++) {
      const index = n;
      const due = start + (index * 1000) / rate;
      latestSendMs = Math.max(latestSendMs, now - due);
      const answered = send(index, due).then(
        (good) => good,
        () => false,
      );
      pending.push(
        answered.then((good) => {
          latencies[index] = performance.now() - due;
          if (!good) failed++;
        }),
      );
    }
    await sleep(1);
  }
  await Promise.all(pending);
  return { latencies: latencies.sort(), failed, latestSendMs };
}

/** The latency that a share `p` of the requests did not exceed. */
export const percentile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * p) - 1)];
