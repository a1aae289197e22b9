import { setTimeout as sleep } from 'node:timers/promises';

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
const healthyMs = 60_000;

/**
 * Starts something and, when it ends unasked, reports that and starts it again, after a pause that doubles each time.
 * The first start must succeed, else this throws. `start` answers what startProcess answers.
 */
export async function keepRunning(name, start, { report, firstPause = firstPauseMs }) {
  const stopping = new AbortController();
  let running = await start();
  const life = live();

  async function live() {
    let pause = firstPause;
    for (;;) {
      const began = performance.now();
      const { code, signal } = await running.exited;
      if (stopping.signal.aborted) return;
      report(`${name} ended (${signal ?? `code ${code}`}). ${running.lastWords()}`);
      if (performance.now() - began > healthyMs) pause = firstPause;
      pause = await revive(pause);
      if (stopping.signal.aborted) return;
    }
  }

  /** Tries until it runs again or we are stopping; answers the next pause. */
  async function revive(pause) {
    report(`${name} is started again in ${pause / 1000} s`);
    await sleep(pause, null, { signal: stopping.signal }).catch(() => undefined);
    if (stopping.signal.aborted) return pause;
    const next = Math.min(pause * 2, longestPauseMs);
    try {
      running = await start();
      report(`${name} is back`);
      return next;
    } catch (error) {
      report(error.message);
      return revive(next);
    }
  }

  return {
    name,
    async stop() {
      stopping.abort();
      await running.stop();
      await life;
      await running.stop();
    },
    kill() {
      stopping.abort();
      running.kill();
    },
  };
}
