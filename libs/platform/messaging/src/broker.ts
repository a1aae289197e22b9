import { setTimeout as wait } from 'node:timers/promises';
import { streams } from '@ringdown/contracts';
import { BadSettings } from '@ringdown/platform-config';
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
import { AuthorizationError, connect, nanos, type NatsConnection } from '@nats-io/transport-node';
import { natsOptions } from './nats-options.js';

const dayMs = 24 * 3600 * 1000;
const retryMs = 250;
/** The service that changes the settings of streams; the NATS user of no other may. */
const streamsKeeper = 'control';

/** The connection to NATS and the streams on it. Start it and go on: whoever needs it waits for `connected()`. */
export class Broker {
  private connection: Promise<NatsConnection> | null = null;
  private live: NatsConnection | null = null;
  private isUp = false;
  private closed = false;
  private readonly refusals = new Set<string>();
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
    if (!this.connection) {
      this.connection = this.connect();
      // whoever waits for it hears of the failure; that nobody waits is none
      this.connection.catch(() => undefined);
    }
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
      await manager.streams
        .add(config)
        .catch(() =>
          this.service === streamsKeeper ? manager.streams.update(name, config) : manager.streams.info(name),
        );
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.live?.close();
  }

  private async connect(): Promise<NatsConnection> {
    const connection = await this.firstConnection();
    if (this.closed) await connection.close();
    this.live = connection;
    this.isUp = true;
    void this.follow(connection);
    return connection;
  }

  /** @throws BadSettings where the very first answer is that the user or the password is wrong. */
  private async firstConnection(): Promise<NatsConnection> {
    const options = { ...natsOptions(this.url, `ringdown-${this.service}`), waitOnFirstConnect: false };
    for (let attempt = 1; ; attempt++) {
      try {
        return await connect(options);
      } catch (error) {
        if (this.closed) throw error;
        if (error instanceof AuthorizationError) {
          if (attempt === 1) throw new BadSettings('Cannot start: NATS_URL: NATS refuses its user or its password.');
          this.tell(error);
        }
        await wait(retryMs);
      }
    }
  }

  /** Says once a connection what NATS refuses: the same is refused again at each try. */
  private tell(error: Error): void {
    if (this.refusals.has(error.message)) return;
    this.refusals.add(error.message);
    this.logger.error({ err: error }, 'NATS refuses something to this service');
  }

  private async follow(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      const { type } = status;
      if (type === 'error') this.tell(status.error);
      if (type === 'disconnect') {
        this.isUp = false;
        this.logger.warn('NATS is away; facts wait in the outbox');
      }
      if (type === 'reconnect') {
        this.isUp = true;
        this.refusals.clear();
        this.logger.info('NATS is back');
        for (const listener of this.onReconnect) listener();
      }
    }
    this.isUp = false;
  }
}
