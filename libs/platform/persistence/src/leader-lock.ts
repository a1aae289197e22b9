import type { Logger } from '@ringdown/platform-telemetry';
import { BoundedClient } from './bounded-client.js';

export interface LockSessionOptions {
  readonly url: string;
  readonly key: string;
  readonly applicationName: string;
  readonly onLost: (error?: Error) => void;
  readonly onNotification?: () => void;
  /** How often the holder proves that it is alive, and how long Postgres waits for that. */
  readonly heartbeatMs?: number;
  readonly releaseMs?: number;
  readonly silentMs?: number;
}

/**
 * A session lock of Postgres that one process holds at a time. A process that ends gives it up at once. One that is frozen or cut off
 * cannot, so it has to prove every few seconds that it is alive: otherwise Postgres ends the session, and another one takes the lock.
 */
export class LockSession {
  private over = false;
  private heartbeat: NodeJS.Timeout | undefined;

  private constructor(
    private readonly client: BoundedClient,
    private readonly onLost: (error?: Error) => void,
  ) {
    client.on('error', (error) => this.lose(error));
    client.on('end', () => this.lose());
  }

  /** True once the lock was given up or lost. */
  get isOver(): boolean {
    return this.over;
  }

  /** Null where another session holds the lock. @throws where Postgres is unavailable. */
  static async tryAcquire(options: LockSessionOptions): Promise<LockSession | null> {
    const { url, key, applicationName, heartbeatMs = 5000, releaseMs = 20_000 } = options;
    const client = new BoundedClient({
      connectionString: url,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      application_name: applicationName,
      ...(options.silentMs ? { silentMs: options.silentMs } : {}),
    });
    const session = new LockSession(client, options.onLost);
    try {
      await client.connect();
      await client.query(endWhenSilent, [`${releaseMs}`]);
      const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock(hashtext($1)) as held', [
        key,
      ]);
      if (!rows[0]?.held) {
        await session.release();
        return null;
      }
    } catch (error) {
      await session.release();
      throw error;
    }
    if (options.onNotification) client.on('notification', options.onNotification);
    let isAnswered = true;
    session.heartbeat = setInterval(() => {
      // one that is under way is watched by the connection itself
      if (!isAnswered) return;
      isAnswered = false;
      const answered = () => void (isAnswered = true);
      client.query('select 1').then(answered, answered);
    }, heartbeatMs);
    session.heartbeat.unref();
    return session;
  }

  async listen(channel: string): Promise<void> {
    await this.client.query(`listen ${channel}`).catch(async (error: unknown) => {
      await this.release();
      throw error;
    });
  }

  async release(): Promise<void> {
    this.over = true;
    clearInterval(this.heartbeat);
    await this.client.end().catch(() => undefined);
  }

  private lose(error?: Error): void {
    if (this.over) return;
    void this.release();
    this.onLost(error);
  }
}

/** Only what this Postgres knows: `idle_session_timeout` came with version 14. */
const endWhenSilent = `
  select set_config(name, case name when 'idle_session_timeout' then $1 when 'tcp_user_timeout' then $1 else '5' end, false)
  from pg_settings
  where name in ('idle_session_timeout', 'tcp_user_timeout', 'tcp_keepalives_idle', 'tcp_keepalives_interval')`;

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
