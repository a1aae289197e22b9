interface LoopOptions {
  /** Hears what a turn threw; the loop goes on. */
  readonly onFailure: (error: unknown) => void;
  /** Milliseconds from a turn that failed to the next one. */
  readonly retryMs: number;
}

/** Takes one turn after another until it is stopped. A turn answers how many milliseconds to wait before the next one. */
export class Loop {
  private running: Promise<void> | null = null;
  private stopping = false;
  private woken = false;
  private endPause: () => void = () => undefined;

  constructor(
    private readonly turn: () => Promise<number>,
    private readonly options: LoopOptions,
  ) {}

  get isStopped(): boolean {
    return this.stopping;
  }

  start(firstAfterMs = 0): void {
    this.running ??= this.run(firstAfterMs);
  }

  /** The next turn begins at once, or as soon as the one under way is done. */
  wake(): void {
    this.woken = true;
    this.endPause();
  }

  /** Resolves once the turn that is under way is done; none begins after it. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.endPause();
    await this.running;
  }

  /** Waits within a turn; a stop ends it. */
  async pause(ms: number): Promise<void> {
    if (this.stopping || ms <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(resolve, ms) : undefined;
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async run(firstAfterMs: number): Promise<void> {
    for (let ms = firstAfterMs; ; ms = await this.take()) {
      if (ms > 0 && !this.woken) await this.pause(ms);
      if (this.stopping) return;
      this.woken = false;
    }
  }

  private async take(): Promise<number> {
    try {
      return await this.turn();
    } catch (error) {
      this.options.onFailure(error);
      // who was woken before the failure need not hurry
      this.woken = false;
      return this.options.retryMs;
    }
  }
}
