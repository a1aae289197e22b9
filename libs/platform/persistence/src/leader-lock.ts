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
    private readonly options: LockSessionOptions,
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
    const session = await LockSession.open(options);
    if (await session.tryLock()) return session;
    await session.release();
    return null;
  }

  /** A session that holds nothing yet. @throws where Postgres is unavailable. */
  static async open(options: LockSessionOptions): Promise<LockSession> {
    const { url, applicationName, releaseMs = 20_000 } = options;
    const client = new BoundedClient({
      connectionString: url,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      application_name: applicationName,
      ...(options.silentMs ? { silentMs: options.silentMs } : {}),
    });
    const session = new LockSession(client, options);
    await session.orRelease(client.connect().then(() => client.query(endWhenSilent, [`${releaseMs}`])));
    return session;
  }

  /** False where another session holds the lock: this one may ask again. @throws where Postgres is unavailable. */
  async tryLock(): Promise<boolean> {
    const { key, heartbeatMs = 5000, onNotification } = this.options;
    const { rows } = await this.orRelease(
      this.client.query<{ held: boolean }>('select pg_try_advisory_lock(hashtext($1)) as held', [key]),
    );
    if (!rows[0]?.held) return false;
    if (onNotification) this.client.on('notification', onNotification);
    let isAnswered = true;
    this.heartbeat = setInterval(() => {
      // one that is under way is watched by the connection itself
      if (!isAnswered) return;
      isAnswered = false;
      const answered = () => void (isAnswered = true);
      this.client.query('select 1').then(answered, answered);
    }, heartbeatMs);
    this.heartbeat.unref();
    return true;
  }

  async listen(channel: string): Promise<void> {
    await this.orRelease(this.client.query(`listen ${channel}`));
  }

  async release(): Promise<void> {
    this.over = true;
    clearInterval(this.heartbeat);
    await this.client.end().catch(() => undefined);
  }

  private orRelease<T>(answer: Promise<T>): Promise<T> {
    return answer.catch(async (error: unknown) => {
      await this.release();
      throw error;
    });
  }

  private lose(error?: Error): void {
    if (this.over) return;
    void this.release();
    this.options.onLost(error);
  }
}

/** Only what this Postgres knows: `idle_session_timeout` came with version 14. */
const endWhenSilent = `
  select set_config(name, case name when 'idle_session_timeout' then $1 when 'tcp_user_timeout' then $1 else '5' end, false)
  from pg_settings
  where name in ('idle_session_timeout', 'tcp_user_timeout', 'tcp_keepalives_idle', 'tcp_keepalives_interval')`;

/** How soon whoever holds nothing asks again: for so long, at most, nobody takes what another instance had to do when it died. */
export const acquireAgainMs = 200;

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
  /** Where another instance holds the lock it is kept: a connection for each time that one asks is the dearest part of asking. */
  private session: LockSession | null = null;
  private held = false;

  constructor(
    private readonly options: LeaderLockOptions,
    private readonly onNotification: () => void = () => undefined,
  ) {}

  /** True once this instance holds the lock; call again after a while otherwise. @throws where Postgres is unavailable. */
  async acquire(channel?: string): Promise<boolean> {
    if (this.held) return true;
    const session = (this.session ??= await this.newSession());
    try {
      if (!(await session.tryLock())) return false;
      if (channel) await session.listen(channel);
    } catch (error) {
      this.session = null;
      throw error;
    }
    this.held = !session.isOver;
    return this.held;
  }

  get isHeld(): boolean {
    return this.held;
  }

  async release(): Promise<void> {
    const { session } = this;
    this.session = null;
    this.held = false;
    await session?.release();
  }

  private newSession(): Promise<LockSession> {
    const { schema, name } = this.options;
    return LockSession.open({
      ...this.options,
      key: `ringdown.${schema}.${name}`,
      applicationName: `ringdown-${name}`,
      onLost: (error) => this.lose(error),
      onNotification: () => this.onNotification(),
    });
  }

  private lose(error: Error | undefined): void {
    this.session = null;
    if (!this.held) return;
    this.held = false;
    this.options.logger.warn({ err: error, lock: this.options.name }, 'lost the leader lock with its Postgres session');
    this.onNotification();
  }
}
