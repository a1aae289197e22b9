import { LockSession } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';

interface LeaderLockOptions {
  readonly url: string;
  readonly schema: string;
  readonly name: string;
  readonly logger: Logger;
  readonly heartbeatMs?: number;
  readonly releaseMs?: number;
}

/**
 * The lock that one instance of a service holds at a time, so that events leave and take effect in order with any number of
 * instances. Held by a Postgres session lock: a process that dies gives it up at once, one that is cut off after some seconds.
 */
export class LeaderLock {
  private session: LockSession | null = null;

  constructor(
    private readonly options: LeaderLockOptions,
    private readonly onNotification: () => void = () => undefined,
  ) {}

  /** True once this instance holds the lock; call again after a while otherwise. */
  async acquire(channel?: string): Promise<boolean> {
    if (this.session) return true;
    const { schema, name } = this.options;
    const session = await LockSession.tryAcquire({
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

  get isHeld(): boolean {
    return this.session !== null;
  }

  async release(): Promise<void> {
    const { session } = this;
    this.session = null;
    await session?.release();
  }

  private lose(error: Error | undefined): void {
    if (!this.session) return;
    this.session = null;
    this.options.logger.warn({ err: error, lock: this.options.name }, 'lost the leader lock with its Postgres session');
    this.onNotification();
  }
}
