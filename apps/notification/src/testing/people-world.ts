import type { ConfigDocument } from '@ringdown/contracts';
import type { Settings } from '@ringdown/platform-config';
import { SecretCipher } from '@ringdown/platform-config';
import type { DeadLetters, EventOf, RpcClient } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { providerRegistry } from '@ringdown/telephony';
import type { incidentEvents } from '@ringdown/contracts';
import { fixedClock, freshDatabase, uniquePrefix } from '@ringdown/testkit';
import { notificationService } from '../app.module.js';
import { ActLinks, IncidentActs } from '../links/index.js';
import { CallAnswers } from '../people/call-answers.js';
import { MailSender } from '../people/mail-sender.js';
import { DueNotifications } from '../people/due-notifications.js';
import { FollowTalks } from '../people/follow-talks.js';
import { NotificationOutcomes } from '../people/notification-outcomes.js';
import { NotifyOfShifts } from '../people/notify-of-shifts.js';
import { NotifyPeople } from '../people/notify-people.js';
import { PersonNotificationRepository, type ScheduledNotification } from '../people/person-notification.repository.js';
import { PersonNotifier } from '../people/person-notifier.js';
import { PersonSender } from '../people/person-sender.js';
import type { PersonTimers } from '../people/person-timers.js';
import { PhoneRepository } from '../people/phone.repository.js';
import { PhoneLimitRepository } from '../people/phone-limit.repository.js';
import { PhoneLimits } from '../people/phone-limits.js';
import { PhoneSender } from '../people/phone-sender.js';
import { PushSender } from '../people/push-sender.js';
import { Reachability } from '../people/reachability.js';
import { TelephonyAccounts } from '../people/telephony-accounts.js';
import { TextAnswers } from '../people/text-answers.js';
import { anIncident } from './an-incident.js';
import { mirrorOf, secretKey } from './people-configuration.js';
import { type Received, FakeServer } from './fake-server.js';

type User = ConfigDocument<'user'>;
type Escalated = EventOf<typeof incidentEvents.escalated>;
type RespondersAdded = EventOf<typeof incidentEvents.respondersAdded>;
const silent = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  debug: () => undefined,
} as unknown as Logger;

/**
 * The classes by which people are notified on a database of their own, a clock that stands still, and a fake of the provider's
 * REST and the push server. `now` goes on only by `pass`.
 */
export class PeopleWorld {
  readonly users = new Map<string, User>();
  limits: ConfigDocument<'settings'>['notifyLimits'] | undefined;
  /** What the incident service is asked to do; it answers with what is set here. */
  readonly asked: { readonly subject: string; readonly data: Record<string, unknown> }[] = [];
  answer: (subject: string, data: Record<string, unknown>) => unknown = () => ({});

  private constructor(
    readonly database: Database,
    readonly clock: ReturnType<typeof fixedClock>,
    readonly provider: FakeServer,
    readonly parts: ReturnType<typeof partsOf>,
    private readonly drop: () => Promise<void>,
  ) {}

  static async start({ smtpUrl }: { readonly smtpUrl?: string } = {}): Promise<PeopleWorld> {
    const fresh = await freshDatabase();
    const { schema, migrations, entities = [] } = notificationService;
    const database = new Database({ url: fresh.url, schema, migrations, entities, logger: silent });
    await database.open();
    const provider = await FakeServer.start();
    const clock = fixedClock('2026-01-05T03:00:00.000Z');
    // the parts ask the world for its configuration, which is put together after them
    const box: { world?: PeopleWorld } = {};
    const world = (): PeopleWorld => {
      if (!box.world) throw new Error('the world is not there yet');
      return box.world;
    };
    const parts = partsOf({ database, clock, provider, smtpUrl, world });
    box.world = new PeopleWorld(database, clock, provider, parts, async () => {
      await database.close();
      await provider.stop();
      await fresh.drop();
    });
    return box.world;
  }

  async reset(): Promise<void> {
    await this.database.query(
      'truncate person_notification, reached_limit, refused_phone, talk, incoming_text, outbox',
    );
    this.users.clear();
    this.limits = undefined;
    this.asked.length = 0;
    this.answer = () => ({});
    this.provider.reset();
  }

  stop(): Promise<void> {
    return this.drop();
  }

  /** A step of an incident notifies these people now. */
  async escalates(userIds: readonly string[], data: Partial<Escalated['data']> = {}): Promise<void> {
    await this.follow([this.escalated(userIds, data)]);
  }

  escalated(userIds: readonly string[], data: Partial<Escalated['data']> = {}): Escalated {
    const at = this.clock.now().toISOString();
    const people = userIds.map((id) => ({ id, name: this.users.get(id)?.name ?? id, via: null }));
    const by = { type: 'system', id: null, name: 'Ringdown' } as const;
    const step = { step: 1, of: 2, round: 1, people, channelIds: [] };
    return {
      subject: 'incident.escalated.v1',
      data: { ...anIncident(), at, by, ...step, ...data },
      envelope: { id: uniquePrefix('evt'), occurredAt: at, sequence: 1, correlationId: 'c' },
    };
  }

  /** These people are made responders by somebody now. */
  async addsResponders(userIds: readonly string[], data: Partial<RespondersAdded['data']> = {}): Promise<void> {
    const at = this.clock.now().toISOString();
    const people = userIds.map((id) => ({ id, name: this.users.get(id)?.name ?? id, via: null }));
    const by = { type: 'user', id: 'user_other', name: 'Sam T.' } as const;
    await this.follow([
      {
        subject: 'incident.responders-added.v1',
        data: { ...anIncident(), at, by, people, ...data },
        envelope: { id: uniquePrefix('evt'), occurredAt: at, sequence: 1, correlationId: 'c' },
      },
    ]);
  }

  async moved(
    status: 'acknowledged' | 'resolved',
    data: Partial<Escalated['data']> = {},
    by = { type: 'user', id: 'user_other', name: 'Sam T.' } as const,
  ): Promise<void> {
    const at = this.clock.now().toISOString();
    await this.follow([
      {
        subject: `incident.${status}.v1`,
        data: { ...anIncident({ status, ...data }), at, by },
        envelope: { id: uniquePrefix('evt'), occurredAt: at, sequence: 1, correlationId: 'c' },
      },
    ]);
  }

  async follow(events: Parameters<NotifyPeople['follow']>[1]): Promise<void> {
    const after = await this.database.transaction((tx) => this.parts.notifyPeople.follow(tx, events));
    await after();
  }

  /** Time passes, and whatever is due by then is sent. */
  async pass(seconds: number): Promise<void> {
    this.clock.advance(seconds * 1000 + 500);
    await this.parts.due.sweep();
    this.clock.advance(-500);
  }

  /** `sms waiting`, in the order in which they were planned. */
  async states(): Promise<string[]> {
    const rows = await this.database.query<{ type: string; state: string }>(
      'select type, state from person_notification order by sequence',
    );
    return rows.map(({ type, state }) => `${type} ${state}`);
  }

  async ids(type: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      'select id from person_notification where type = $1 order by sequence',
      [type],
    );
    return rows.map(({ id }) => id);
  }

  /** What the timeline of the incident is told. */
  async told(): Promise<string[]> {
    const rows = await this.database.query<{ text: string }>(
      `select data ->> 'text' as text from outbox order by sequence`,
    );
    return rows.map(({ text }) => text);
  }

  texts(): Received[] {
    return this.provider.received.filter(({ path }) => path.endsWith('/Messages.json'));
  }

  calls(): Received[] {
    return this.provider.received.filter(({ path }) => path.endsWith('/Calls.json'));
  }

  pushes(): Received[] {
    return this.provider.received.filter(({ path }) => path === '/');
  }
}

function partsOf(given: {
  readonly database: Database;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly provider: FakeServer;
  readonly smtpUrl: string | undefined;
  readonly world: () => PeopleWorld;
}) {
  const { database, clock, provider, smtpUrl, world } = given;
  const settings = {
    publicUrl: 'https://ringdown.example.com',
    notificationUrl: 'https://ringdown.example.com',
    secretKey,
    outboundAllowPrivate: true,
    smtpUrl,
  } as unknown as Settings;
  const mirror = mirrorOf(world);
  const timers = {
    schedule: (_all: readonly ScheduledNotification[]) => Promise.resolve(),
    rearm: () => Promise.resolve(),
  } as unknown as PersonTimers;
  const deadLetters = { isBehind: () => Promise.resolve(false) } as unknown as DeadLetters;
  const rpc = {
    request: ({ subject }: { subject: string }, data: Record<string, unknown>) => {
      world().asked.push({ subject, data });
      return Promise.resolve().then(() => world().answer(subject, data));
    },
  } as unknown as RpcClient;
  const registry = providerRegistry({ twilioApiUrl: provider.origin, plivoApiUrl: provider.origin });
  const accounts = new TelephonyAccounts(registry, mirror, new SecretCipher(secretKey), silent);
  const notifications = new PersonNotificationRepository(database);
  const reachability = new Reachability(mirror, accounts, settings);
  const links = new ActLinks(settings);
  const acts = new IncidentActs(rpc);
  const phones = new PhoneRepository(database, clock);
  const limits = new PhoneLimits(new PhoneLimitRepository(database, notifications), reachability, mirror, settings);
  const phoneSender = new PhoneSender(notifications, limits, phones, accounts, settings);
  const mail = new MailSender(settings, silent);
  const sender = new PersonSender(reachability, phoneSender, new PushSender(settings), mail, links);
  const outcomes = new NotificationOutcomes(notifications, phones, reachability, timers, clock);
  /** Another process. */
  const newNotifier = () => {
    const notifier = new PersonNotifier(notifications, sender, outcomes, deadLetters, clock);
    return { notifier, due: new DueNotifications(notifier, timers, clock, silent) };
  };
  return {
    phones,
    links,
    outcomes,
    notifications,
    notifyOfShifts: new NotifyOfShifts(notifications, phones, reachability, timers, clock),
    notifyPeople: new NotifyPeople(notifications, phones, reachability, timers, clock),
    followTalks: new FollowTalks(phones),
    newNotifier,
    ...newNotifier(),
    calls: new CallAnswers(mirror, notifications, outcomes, acts, settings),
    texts: new TextAnswers(mirror, phones, notifications, acts, silent),
  };
}
