import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 50;

/** Ends what is left of a process group that we started (`detached: true`), with SIGKILL after `graceMs`. Answers whether any was. */
export async function endGroup(leader, graceMs = 5_000) {
  if (!signalGroup(leader, 'SIGTERM')) return false;
  const deadline = performance.now() + graceMs;
  while (signalGroup(leader, 0)) {
    if (performance.now() > deadline) {
      signalGroup(leader, 'SIGKILL');
      return true;
    }
    await sleep(pollMs);
  }
  return true;
}

/** False where nobody of the group lives any more. */
function signalGroup(leader, signal) {
  try {
    process.kill(-leader, signal);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}
