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
import { connect, nanos, type NatsConnection } from '@nats-io/transport-node';

const dayMs = 24 * 3600 * 1000;

/** How every connection to NATS behaves: it never gives up, since NATS away costs time only. */
export const natsOptions = (url: string, name: string) => ({
  servers: url.split(','),
  name,
  waitOnFirstConnect: true,
  maxReconnectAttempts: -1,
  reconnectTimeWait: 250,
  pingInterval: 10_000,
});

/** The connection to NATS and the streams on it. Start it and go on: whoever needs it waits for `connected()`. */
export class Broker {
  private connection: Promise<NatsConnection> | null = null;
  private live: NatsConnection | null = null;
  private isUp = false;
  private readonly onReconnect = new Set<() => void>();

  constructor(
    private readonly url: string,
    private readonly service: string,
    private readonly logger: Logger,
  ) {}

  get up(): boolean {
    return this.isUp;
  }

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

  /** Creates what is missing; the same call on both sides of a stream, so that either may start first. */
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
      await this.answerOf(manager.streams.add(config).catch(() => manager.streams.update(name, config)));
    }
  }

  async close(): Promise<void> {
    await this.live?.close();
  }

  private async connect(): Promise<NatsConnection> {
    const connection = await connect(natsOptions(this.url, `ringdown-${this.service}`));
    this.live = connection;
    this.isUp = true;
    void this.follow(connection);
    return connection;
  }

  private async follow(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') {
        this.isUp = false;
        this.logger.warn('NATS is away; facts wait in the outbox');
      }
      if (type === 'reconnect') {
        this.isUp = true;
        this.logger.info('NATS is back');
        for (const listener of this.onReconnect) listener();
      }
    }
    this.isUp = false;
  }
}
