// npm passes Ctrl-C on to us, and the terminal sends it too: one key press may arrive twice.
const samePressMs = 500;

/**
 * What to stop, in which order: the last started first. The first Ctrl-C aborts `signal`, the second one kills at once.
 */
export function createShutdown({ report, exit = (code) => process.exit(code), now = () => performance.now() }) {
  const stopping = new AbortController();
  const running = [];
  let firstAt = null;
  const request = () => {
    if (firstAt === null) {
      firstAt = now();
      report('\nStopping. (Ctrl-C again: at once.)');
      stopping.abort();
      return;
    }
    if (now() - firstAt < samePressMs) return;
    for (const { kill } of running) kill?.();
    exit(130);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, request);
  const requested = new Promise((resolve) => stopping.signal.addEventListener('abort', resolve, { once: true }));
  return {
    signal: stopping.signal,
    /** Resolves at the first Ctrl-C. */
    requested,
    /** `part` is `{ stop(), kill?() }`. */
    add: (part) => running.push(part),
    async stopAll() {
      for (const part of running.reverse()) {
        await part.stop().catch((error) => report(error.message));
      }
      running.length = 0;
    },
  };
}
