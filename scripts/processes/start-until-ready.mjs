import { setTimeout as sleep } from 'node:timers/promises';
import { startProcess } from './start-process.mjs';

const pollMs = 30;

/** Thrown where the start was given up because `signal` said so. */
export class StoppedEarly extends Error {}

/**
 * Starts a program and answers when `isReady(running)` says true. Where it ends first, the time is up or `signal` is aborted,
 * stops it and throws, with the end of its log.
 */
export async function startUntilReady(program, { isReady, timeoutMs = 30_000, signal }) {
  const running = await startProcess(program);
  const deadline = performance.now() + timeoutMs;
  while (!(await isReady(running))) {
    const trouble = troubleOf(running, { deadline, timeoutMs, signal });
    if (trouble !== null) {
      await running.stop();
      throw trouble;
    }
    await sleep(pollMs);
  }
  return running;
}

function troubleOf(running, { deadline, timeoutMs, signal }) {
  const failure = (what) => new Error(`${running.name} ${what}. ${running.lastWords()}`);
  if (signal?.aborted) return new StoppedEarly(`${running.name} was still starting`);
  if (running.hasExited()) return failure('ended while it started');
  if (performance.now() > deadline) return failure(`was not ready within ${timeoutMs / 1000} s`);
  return null;
}
