import { LockSession } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';

interface SeatOptions {
  readonly url: string;
  readonly schema: string;
  readonly name: string;
  readonly logger: Logger;
  readonly heartbeatMs?: number;
  readonly releaseMs?: number;
}

/**
 * A seat that one instance of a service holds at a time, so that events leave and take effect in order with any number of
 * instances. Held by a Postgres session lock: a process that dies gives it up at once, one that is cut off after some seconds.
 */
export class Seat {
  private session: LockSession | null = null;

  constructor(
    private readonly options: SeatOptions,
    private readonly onNotification: () => void = () => undefined,
  ) {}

  /** True once this instance holds the seat; call again after a while otherwise. */
  async take(channel?: string): Promise<boolean> {
    if (this.session) return true;
    const { schema, name } = this.options;
    const session = await LockSession.tryTake({
      ...this.options,
      key: `ringdown.${schema}.${name}`,
      applicationName: `ringdown-${name}`,
      onLost: (error) => this.lose(error),
      onNotification: () => this.onNotification(),
    });
    if (!session) return false;
    if (channel) await session.listen(channel);
    if (session.isOver) return false;
    this.session = session;
    return true;
  }

  get held(): boolean {
    return this.session !== null;
  }

  async leave(): Promise<void> {
    const { session } = this;
    this.session = null;
    await session?.leave();
  }

  private lose(error: Error | undefined): void {
    if (!this.session) return;
    this.session = null;
    this.options.logger.warn({ err: error, seat: this.options.name }, 'lost the seat with its Postgres session');
    this.onNotification();
  }
}
