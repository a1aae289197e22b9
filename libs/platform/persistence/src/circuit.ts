import type { Logger } from '@ringdown/platform-telemetry';

const probeEveryMs = 200;

/** Remembers that something is unavailable, so that not everybody waits to find out, and looks in the background whether it is back. */
export class Circuit {
  private probing: NodeJS.Timeout | null = null;
  private stopped = false;
  private readonly onBack = new Set<() => void>();

  constructor(
    private readonly what: string,
    private readonly probe: () => Promise<unknown>,
    private readonly logger: Logger,
  ) {}

  /** True while it is unavailable. */
  get isBroken(): boolean {
    return this.probing !== null;
  }

  whenBack(listener: () => void): void {
    this.onBack.add(listener);
  }

  break(reason: unknown): void {
    if (this.isBroken || this.stopped) return;
    this.logger.warn({ reason: String(reason) }, `${this.what} is unavailable or slow; going on without it`);
    this.probeSoon();
  }

  stop(): void {
    this.stopped = true;
    if (this.probing) clearTimeout(this.probing);
  }

  private probeSoon(): void {
    if (this.stopped) return;
    this.probing = setTimeout(() => {
      this.probe().then(
        () => this.mend(),
        () => this.probeSoon(),
      );
    }, probeEveryMs);
    this.probing.unref();
  }

  private mend(): void {
    this.probing = null;
    this.logger.info(`${this.what} is back`);
    for (const listener of this.onBack) listener();
  }
}
