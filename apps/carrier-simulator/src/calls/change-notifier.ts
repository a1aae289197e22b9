/** Notifies the waiting requests of a change; each of them checks whether its own condition holds. */
export class ChangeNotifier {
  private readonly watchers = new Set<() => void>();

  notify(): void {
    for (const watcher of [...this.watchers]) watcher();
  }

  subscribe(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Resolves as soon as `holds` does, or after `waitMs` without it. */
  waitFor(holds: () => boolean, waitMs: number): Promise<void> {
    if (holds() || waitMs <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        unsubscribe();
        resolve();
      };
      const timer = setTimeout(done, waitMs);
      const unsubscribe = this.subscribe(() => holds() && done());
    });
  }
}
