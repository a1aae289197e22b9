/** The milliseconds that this process computes in `work`: unlike those that pass, they do not grow when others keep the machine busy. */
export function cpuTimeOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return milliseconds(process.cpuUsage(before));
}

/**
 * The milliseconds that this process computes in one go until `done`, between two looks at what else there is to do: half of all that was
 * computed came in turns as long as this, or shorter. A single long one is the garbage collector's, and is no measure.
 */
export async function typicalTurnUntil(done: Promise<unknown>): Promise<number> {
  const turns: number[] = [];
  let isDone = false;
  void done.finally(() => (isDone = true)).catch(() => undefined);
  for (let before = process.cpuUsage(); !isDone; before = process.cpuUsage()) {
    await new Promise(setImmediate);
    turns.push(milliseconds(process.cpuUsage(before)));
  }
  const total = turns.reduce((sum, turn) => sum + turn, 0);
  let computed = 0;
  return turns.sort((a, b) => a - b).find((turn) => (computed += turn) >= total / 2) ?? 0;
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
