import type { Logger } from '@ringdown/platform-telemetry';

/** Does `work` every `everyMs`, one at a time; what it throws is logged and tried again next time. */
export class Sweep {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: { name: string; everyMs: number; logger: Logger },
    private readonly work: () => Promise<void>,
  ) {}

  start(): void {
    this.timer ??= setTimeout(() => {
      this.running = this.work()
        .catch((error: unknown) => this.options.logger.warn({ err: error, sweep: this.options.name }, 'a sweep failed'))
        .finally(() => {
          if (!this.timer) return;
          this.timer = null;
          this.start();
        });
    }, this.options.everyMs);
  }

  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.running;
  }
}
