/**
 * Calls `late` after `ms`, a turn of the event loop later than the timer: after a pause of this process itself (a busy machine, a
 * suspended container) the answer may lie there already, and is taken first. Answers how to stop it.
 */
export function deadline(ms: number, late: () => void): () => void {
  let lastLook: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => (lastLook = setImmediate(late)), ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(lastLook);
  };
}

/** What `work` resolves with, or what `late` answers or throws where that takes longer than `ms`. `work` itself goes on. */
export async function withTimeout<T, L>(work: Promise<T> | T, ms: number, late: () => L): Promise<T | L> {
  let stop: () => void = () => undefined;
  const overdue = new Promise<L>((resolve, reject) => {
    stop = deadline(ms, () => {
      try {
        resolve(late());
      } catch (error) {
        reject(error as Error);
      }
    });
  });
  try {
    return await Promise.race([work, overdue]);
  } finally {
    stop();
  }
}
