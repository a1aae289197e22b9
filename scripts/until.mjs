import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 200;

/** Asks again until the answer is `enough` or the time is up; answers the last answer. */
export async function until(ask, enough, timeoutMs) {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (enough(answer) || performance.now() > deadline) return answer;
    await sleep(pollMs);
  }
}
