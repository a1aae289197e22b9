/** The milliseconds that this process computes in `work`: unlike those that pass, they do not grow when others keep the machine busy. */
export function cpuTimeOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return milliseconds(process.cpuUsage(before));
}

/** The most that this process computes in one go until `done`, between two looks at what else there is to do. */
export async function longestTurnUntil(done: Promise<unknown>): Promise<number> {
  let longest = 0;
  let isDone = false;
  void done.finally(() => (isDone = true)).catch(() => undefined);
  for (let before = process.cpuUsage(); !isDone; before = process.cpuUsage()) {
    await new Promise(setImmediate);
    longest = Math.max(longest, milliseconds(process.cpuUsage(before)));
  }
  return longest;
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
