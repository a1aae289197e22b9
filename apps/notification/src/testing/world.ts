import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readSettings, SecretCipher } from '@ringdown/platform-config';
import { LOGGER, withSettings } from '@ringdown/platform-http';
import { Broker, ConfigMirror, ConfigPublisher, Consumer, eventHandlersOf } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { PeriodicTask, sweepsOf } from '@ringdown/platform-timers';
import { eventually, FakeSlack, freshDatabase, MailServer, testNats, testRedis, uniquePrefix } from '@ringdown/testkit';
import { AppModule } from '../app.module.js';
import { ChannelWorker } from '../deliveries/channel-worker.js';
import { PlanDeliveries } from '../deliveries/plan-deliveries.js';
import type { NotifiableEvent } from '../stories/index.js';
import { type ChannelType, defaultChannelEvents } from '@ringdown/contracts';
import { FakeChat } from './fake-chat.js';
import { aLine, anIntegration, aSchedule } from './documents.js';

const secretKey = 'a-key-for-tests-of-more-than-32-characters';

interface Fakes {
  readonly chat: FakeChat;
  readonly slack: FakeSlack;
  readonly mail: MailServer;
}

interface WorldOptions {
  /** Name → type; the messages of a channel come to `/<name>` of the fake, those of an e-mail channel to `<name>@example.com`. */
  readonly channels?: Readonly<Record<string, ChannelType>>;
  /** Name → the names of its channels. */
  readonly lines?: Readonly<Record<string, readonly string[]>>;
  readonly integrations?: Readonly<Record<string, readonly string[]>>;
  readonly schedules?: Readonly<Record<string, readonly string[]>>;
  /** The Redis database, one a test file, since a queue belongs to whoever listens; null: nobody is there. */
  readonly redis: number | null;
  /** Takes events from JetStream; without it events come by `handle` only. */
  readonly consuming?: boolean;
  /** False: what is planned waits until the test has it sent. */
  readonly sending?: boolean;
  readonly allowPrivate?: boolean;
}

/** The notification service in one process, on servers of its own but for NATS, with fakes of Slack, Teams and a mail server. */
export class World {
  private sequence = 0;

  private constructor(
    readonly app: INestApplicationContext,
    private readonly fakes: Fakes,
    private readonly options: WorldOptions,
    private readonly databaseUrl: string,
    private readonly ending: () => Promise<void>,
  ) {}

  static async start(options: WorldOptions): Promise<World> {
    const fresh = await freshDatabase();
    const fakes = { chat: await FakeChat.start(), slack: await FakeSlack.start(), mail: await MailServer.start() };
    return World.on(fresh.url, fakes, options, async () => {
      await fakes.chat.stop();
      await fakes.slack.stop();
      await fakes.mail.stop();
      await fresh.drop();
    });
  }

  /** Another instance of the service on the same database, with the same other sides; it ends before the first. */
  beside(): Promise<World> {
    return World.on(this.databaseUrl, this.fakes, this.options, () => Promise.resolve());
  }

  private static async on(
    databaseUrl: string,
    fakes: Fakes,
    options: WorldOptions,
    ending: () => Promise<void>,
  ): Promise<World> {
    const { redis, consuming = false, sending = true, allowPrivate = true } = options;
    const dataDir = mkdtempSync(join(tmpdir(), 'ringdown-notification-'));
    // From its copy on disk the mirror is ready at once, and no other test can take it away.
    writeFileSync(join(dataDir, 'configuration.json'), JSON.stringify(configuration(options, fakes)));
    const settings = readSettings({
      DATABASE_URL: databaseUrl,
      NATS_URL: testNats(),
      REDIS_URL: redis === null ? 'redis://127.0.0.1:1' : new URL(`/${redis}`, testRedis()).href,
      PUBLIC_URL: 'https://ringdown.example.com',
      SECRET_KEY: secretKey,
      OUTBOUND_ALLOW_PRIVATE: String(allowPrivate),
      SLACK_API_URL: fakes.slack.origin,
      SMTP_URL: fakes.mail.url,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
    });
    const app = await NestFactory.createApplicationContext(withSettings(AppModule, settings), { logger: false });
    const database = app.get(Database);
    app.get(ConfigMirror).start();
    await database.open();
    const logger = app.get<Logger>(LOGGER);
    const tasks = [
      ...(consuming ? eventHandlersOf(app.get(PlanDeliveries)) : []).map(
        (handler) => new Consumer(handler, database, app.get(Broker), logger),
      ),
      ...(sending ? sweepsOf(app.get(ChannelWorker)) : []).map(
        ({ run, ...sweep }) => new PeriodicTask({ ...sweep, logger }, run),
      ),
    ];
    for (const task of tasks) task.start();
    return new World(app, fakes, options, databaseUrl, async () => {
      await Promise.all(tasks.map((task) => task.stop()));
      await app.close();
      await ending();
      rmSync(dataDir, { recursive: true, force: true });
    });
  }

  stop(): Promise<void> {
    return this.ending();
  }

  /** Slack's incoming webhooks, Teams, and receivers of webhooks. */
  get chat(): FakeChat {
    return this.fakes.chat;
  }

  /** A workspace with a channel for each of the type slack-app. */
  get slack(): FakeSlack {
    return this.fakes.slack;
  }

  get mail(): MailServer {
    return this.fakes.mail;
  }

  get database(): Database {
    return this.app.get(Database);
  }

  /** An event arrives, as the consumer hands it on; returns its id. */
  async handle(event: NotifiableEvent, eventId = uniquePrefix('evt')): Promise<string> {
    const envelope = {
      id: eventId,
      occurredAt: new Date().toISOString(),
      sequence: ++this.sequence,
      correlationId: `about-${eventId}`,
    };
    const after = await this.database.transaction(async (tx) =>
      this.app.get(PlanDeliveries).plan(tx, [{ ...event, envelope }]),
    );
    if (this.options.sending !== false) await after?.();
    return eventId;
  }

  /** Has a channel sent all that waits for it and may go out now. */
  async send(name: string): Promise<void> {
    const waiting = () =>
      this.database.query(
        `select from delivery d join channel_queue q using (channel_id)
         where channel_id = $1 and status = 'pending' and next_attempt_at <= now() or q.leased_until is not null`,
        [`chan_${name}`],
      );
    this.app.get(ChannelWorker).wake([`chan_${name}`]);
    await eventually(async () => (await waiting()).length === 0);
  }

  deliveriesOf(eventId: string): Promise<DeliveryRow[]> {
    return this.database.query<DeliveryRow>(
      'select id, channel_id, status, attempts, last_error, correlation_id from delivery where event_id = $1 order by sequence',
      [eventId],
    );
  }

  /** Control deletes a channel. */
  async deleteChannel(name: string): Promise<void> {
    const publisher = new ConfigPublisher(this.app.get(Broker));
    await publisher.put('channel', aChannel(name, 'slack', this.fakes));
    await publisher.remove('channel', `chan_${name}`);
    const mirror = this.app.get(ConfigMirror);
    await eventually(() => mirror.get('channel', `chan_${name}`) === undefined);
  }
}

interface DeliveryRow {
  readonly id: string;
  readonly channel_id: string;
  readonly status: string;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly correlation_id: string;
}

/** What every webhook of the tests signs with. */
export const signingSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

function aChannel(name: string, type: ChannelType, { chat, slack }: Fakes) {
  const cipher = new SecretCipher(secretKey);
  const shared = { id: `chan_${name}`, name: `#${name}`, events: defaultChannelEvents[type], from: {} };
  const urlSecret = cipher.encrypt(chat.url(`/${name}`));
  switch (type) {
    case 'slack-app':
      if (!slack.workspace.channel(name)) slack.addChannel({ name });
      return {
        ...shared,
        type,
        channel: name,
        botTokenSecret: cipher.encrypt(slack.botToken),
        signingSecret: cipher.encrypt('signing'),
      };
    case 'webhook': {
      const signingSecrets = [{ keySecret: cipher.encrypt(signingSecret), validUntil: null }];
      return { ...shared, type, urlSecret, signingSecrets, format: 'standard' as const };
    }
    case 'email':
      return { ...shared, type, address: `${name}@example.com` };
    default:
      return { ...shared, type, urlSecret };
  }
}

function configuration(
  { channels = {}, lines = {}, integrations = {}, schedules = {} }: WorldOptions,
  fakes: Fakes,
): object {
  const ids = (names: readonly string[]) => names.map((name) => `chan_${name}`);
  const documents = [
    ...Object.entries(channels).map(([name, type]) => ['channel', aChannel(name, type, fakes)] as const),
    ...Object.entries(lines).map(([name, names]) => ['line', aLine(`line_${name}`, ids(names))] as const),
    ...Object.entries(integrations).map(
      ([name, names]) => ['integration', anIntegration(`int_${name}`, ids(names))] as const,
    ),
    ...Object.entries(schedules).map(([name, names]) => ['schedule', aSchedule(`sched_${name}`, ids(names))] as const),
  ];
  return Object.fromEntries(documents.map(([kind, document]) => [`${kind}.${document.id}`, document]));
}
