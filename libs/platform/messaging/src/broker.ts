import { setTimeout as wait } from 'node:timers/promises';
import { streams } from '@ringdown/contracts';
import type { Logger } from '@ringdown/platform-telemetry';
import {
  DiscardPolicy,
  jetstream,
  type JetStreamClient,
  type JetStreamManager,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import {
  AuthorizationError,
  connect,
  nanos,
  type NatsConnection,
  PermissionViolationError,
  UserAuthenticationExpiredError,
} from '@nats-io/transport-node';

const dayMs = 24 * 3600 * 1000;

/** The service that changes the settings of streams; the NATS user of no other may. */
const streamsKeeper = 'control';
const retryMs = 250;

/**
 * How every connection to NATS behaves: it never gives up, since NATS unavailable costs time only; but a server that accepts and keeps
 * silent is given up after `timeout`, and one that falls silent later after two pings. The client overlooks credentials that
 * stand in a URL, so they are taken from there. A user's replies arrive below an inbox prefix of its own, which the server's
 * permissions let nobody else read (deploy/nats.conf).
 */
export function natsOptions(url: string, name: string) {
  const servers = url.split(',').map((server) => new URL(server.includes('://') ? server : `nats://${server}`));
  const { username = '', password = '' } = servers.find((server) => server.username !== '') ?? {};
  const user = decodeURIComponent(username);
  return {
    servers: servers.map(({ protocol, host }) => `${protocol}//${host}`),
    ...(user
      ? { user, pass: decodeURIComponent(password), inboxPrefix: `_INBOX_${user.replace(/[^\w-]/g, '_')}` }
      : {}),
    name,
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    timeout: 3000,
    pingInterval: 3000,
    // a password that is being changed is refused for a while
    ignoreAuthErrorAbort: true,
  };
}

/** The connection to NATS and the streams on it. Start it and go on: whoever needs it waits for `connected()`. */
export class Broker {
  private connection: Promise<NatsConnection> | null = null;
  private live: NatsConnection | null = null;
  private isUp = false;
  private isClosed = false;
  private trouble = 'NATS was not reached yet';
  private readonly onReconnect = new Set<() => void>();

  constructor(
    private readonly url: string,
    private readonly service: string,
    private readonly logger: Logger,
    private readonly onRefused: (reason: string, wasLetIn: boolean) => void = () => undefined,
  ) {}

  get up(): boolean {
    return this.isUp;
  }

  /** Why nothing can be sent; null when all is well. */
  get problem(): string | null {
    return this.isUp ? null : this.trouble;
  }

  /** Waits as long as it takes. @throws once the broker is closed without having been connected. */
  connected(): Promise<NatsConnection> {
    this.connection ??= this.connect();
    return this.connection;
  }

  async jetstream(): Promise<JetStreamClient> {
    return jetstream(await this.connected(), { timeout: 5000 });
  }

  async manager(): Promise<JetStreamManager> {
    return jetstreamManager(await this.connected(), { checkAPI: false, timeout: 5000 });
  }

  /** Called each time the connection is there again: a wiped broker may be what came back. */
  whenReconnected(listener: () => void): void {
    this.onReconnect.add(listener);
  }

  /** What was asked over a connection that broke is never answered: rejects once there is another one, long before its timeout. */
  async answerOf<T>(asked: Promise<T>): Promise<T> {
    let lose: () => void = () => undefined;
    const lost = new Promise<never>((_resolve, reject) => {
      lose = () => reject(new Error('the connection to NATS broke before the answer'));
    });
    this.onReconnect.add(lose);
    try {
      return await Promise.race([asked, lost]);
    } finally {
      this.onReconnect.delete(lose);
    }
  }

  /**
   * Creates what is missing; the same call on both sides of a stream, so that either may start first. The settings of a stream that
   * is there are control's to change: whoever may change one may let it capture any subject.
   */
  async ensureStreams(): Promise<void> {
    const manager = await this.manager();
    for (const { name, subjects } of streams) {
      const config = {
        name,
        subjects: [...subjects],
        storage: StorageType.File,
        retention: RetentionPolicy.Limits,
        discard: DiscardPolicy.Old,
        max_age: nanos(7 * dayMs),
        duplicate_window: nanos(2 * 60 * 1000),
      };
      await this.answerOf(
        manager.streams
          .add(config)
          .catch(() =>
            this.service === streamsKeeper ? manager.streams.update(name, config) : manager.streams.info(name),
          ),
      );
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.live?.close();
  }

  /** Not by `waitOnFirstConnect`: it keeps to itself why there is no connection. */
  private async connect(): Promise<NatsConnection> {
    const options = { ...natsOptions(this.url, `ringdown-${this.service}`), waitOnFirstConnect: false };
    while (!this.isClosed) {
      try {
        const connection = await connect(options);
        this.live = connection;
        this.isUp = true;
        void this.follow(connection);
        return connection;
      } catch (error) {
        this.meet(error);
        await wait(retryMs);
      }
    }
    throw new Error('The connection to NATS is closed');
  }

  private meet(error: unknown): void {
    const trouble = String(error);
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    this.logger.warn({ reason: trouble }, 'waiting for NATS');
    if (isRefusal(error)) this.onRefused(trouble, this.live !== null);
  }

  private async follow(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      const { type } = status;
      if (type === 'disconnect') {
        // each try that is refused ends in a disconnect too: what the server said of it is worth more
        if (this.isUp) this.trouble = 'the connection to NATS was lost';
        this.isUp = false;
        this.logger.warn('NATS is unavailable; events wait in the outbox');
      }
      if (type === 'error' && status.error instanceof PermissionViolationError)
        this.logger.error({ err: status.error }, 'NATS does not permit this service a subject; see deploy/nats.conf');
      else if (type === 'error') this.meet(status.error);
      if (type === 'reconnect') {
        this.isUp = true;
        this.trouble = '';
        this.logger.info('NATS is back');
        for (const listener of this.onReconnect) listener();
      }
    }
    this.isUp = false;
  }
}

/** Our credentials were refused. A server that is too busy to read them in time says so by the same class of error. */
const isRefusal = (error: unknown): boolean =>
  error instanceof UserAuthenticationExpiredError ||
  (error instanceof AuthorizationError && /authorization violation/i.test(error.message));
