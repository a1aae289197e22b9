/** Tells those who wait that something has changed; they look for themselves whether it is what they wait for. */
export class Changes {
  private readonly watchers = new Set<() => void>();

  announce(): void {
    for (const watcher of [...this.watchers]) watcher();
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Resolves as soon as `holds` does, or after `waitMs` without it. */
  waitFor(holds: () => boolean, waitMs: number): Promise<void> {
    if (holds() || waitMs <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        unwatch();
        resolve();
      };
      const timer = setTimeout(done, waitMs);
      const unwatch = this.watch(() => holds() && done());
    });
  }
}
