import { setTimeout as sleep } from 'node:timers/promises';

const restartsAtOnce = 5;
const windowMs = 60_000;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/**
 * Starts something and, when it ends unasked, reports that and starts it again: at once for the first `restartsAtOnce` ends within
 * a minute, for it worked until then and somebody waits for it; after a pause that doubles each time where it ends more often, or
 * where it does not become ready again. The first start must succeed, else this throws. `start` answers what startProcess answers.
 */
export async function keepRunning(name, start, { report, firstPause = firstPauseMs, now = () => performance.now() }) {
  const stopping = new AbortController();
  let running = await start();
  const life = live();

  async function live() {
    let ends = [];
    let pause = firstPause;
    for (;;) {
      const { code, signal } = await running.exited;
      if (stopping.signal.aborted) return;
      report(`${name} ended (${signal ?? `code ${code}`}). ${running.lastWords()}`);
      const at = now();
      ends = [...ends.filter((end) => at - end < windowMs), at];
      const atOnce = ends.length <= restartsAtOnce;
      pause = await revive(atOnce ? 0 : pause, atOnce ? firstPause : doubled(pause));
      if (stopping.signal.aborted) return;
    }
  }

  /** Tries until it runs again or we are stopping; answers the next pause. */
  async function revive(pause, next) {
    report(`${name} is started again ${pause === 0 ? 'at once' : `in ${pause / 1000} s`}`);
    await sleep(pause, null, { signal: stopping.signal }).catch(() => undefined);
    if (stopping.signal.aborted) return next;
    try {
      running = await start();
      report(`${name} is back`);
      return next;
    } catch (error) {
      report(error.message);
      return revive(next, doubled(next));
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

const doubled = (pause) => Math.min(pause * 2, longestPauseMs);
