import { setTimeout as sleep } from 'node:timers/promises';
import { startedAt } from './started-at.mjs';

const pollMs = 20;
const killMs = 5_000;

/** Sends each signal in turn, waiting `graceMs` after each for the process to go, and in the end SIGKILL. */
export async function stopProcess({ pid, started, signals }, graceMs = 10_000) {
  const gone = () => startedAt(pid) !== started;
  for (const signal of [...signals, 'SIGKILL']) {
    if (gone()) return;
    send(pid, signal);
    await until(gone, signal === 'SIGKILL' ? killMs : graceMs);
  }
  if (!gone()) throw new Error(`process ${pid} does not end, not even by SIGKILL`);
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

async function until(condition, timeoutMs) {
  const deadline = performance.now() + timeoutMs;
  while (!condition() && performance.now() < deadline) await sleep(pollMs);
}
