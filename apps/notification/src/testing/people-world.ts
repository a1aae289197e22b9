import type { ConfigDocument, incidentEvents } from '@ringdown/contracts';
import type { EventOf } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import { FakeSlack, fixedClock, freshDatabase, MailServer, uniquePrefix } from '@ringdown/testkit';
import { notificationService } from '../app.module.js';
import type { NotifyPeople } from '../people/notify-people.js';
import { anIncident } from './an-incident.js';
import { FakeServer, type Received } from './fake-server.js';
import { aUser } from './people-configuration.js';
import { peopleInTest, silent } from './people-in-test.js';

type User = ConfigDocument<'user'>;
type Escalated = EventOf<typeof incidentEvents.escalated>;
type RespondersAdded = EventOf<typeof incidentEvents.respondersAdded>;

/** The rules of a person in these tests. */
export const usualRules = [
  { type: 'sms', delayMinutes: 0 },
  { type: 'push', delayMinutes: 0 },
  { type: 'voice', delayMinutes: 5 },
] as const;

/**
 * The classes by which people are notified on a database of their own, a clock that stands still, and fakes of the provider's
 * REST, the push server and the mail server. `now` goes on only by `pass`.
 */
export class PeopleWorld {
  readonly users = new Map<string, User>();
  limits: ConfigDocument<'settings'>['notifyLimits'] | undefined;
  channels: readonly ConfigDocument<'channel'>[] = [];
  /** What the incident service is asked to do; it answers with what is set here. */
  readonly asked: { readonly subject: string; readonly data: Record<string, unknown> }[] = [];
  answer: (subject: string, data: Record<string, unknown>) => unknown = () => ({});

  private constructor(
    readonly database: Database,
    readonly clock: ReturnType<typeof fixedClock>,
    private readonly servers: {
      readonly provider: FakeServer;
      readonly mailServer: MailServer;
      readonly slack: FakeSlack;
    },
    readonly parts: ReturnType<typeof peopleInTest>,
    private readonly drop: () => Promise<void>,
  ) {}

  static async start(): Promise<PeopleWorld> {
    const fresh = await freshDatabase();
    const { schema, migrations, entities = [] } = notificationService;
    const database = new Database({ url: fresh.url, schema, migrations, entities, logger: silent });
    await database.open();
    const provider = await FakeServer.start();
    const mailServer = await MailServer.start();
    const clock = fixedClock('2026-01-05T03:00:00.000Z');
    const slack = await FakeSlack.start(() => clock.now().getTime());
    // the parts ask the world for its configuration, which is put together after them
    const box: { world?: PeopleWorld } = {};
    const world = (): PeopleWorld => {
      if (!box.world) throw new Error('the world is not there yet');
      return box.world;
    };
    const parts = peopleInTest({
      database,
      clock,
      provider,
      smtpUrl: mailServer.url,
      slackApiUrl: slack.origin,
      world,
    });
    box.world = new PeopleWorld(database, clock, { provider, mailServer, slack }, parts, async () => {
      await database.close();
      await provider.stop();
      await mailServer.stop();
      await slack.stop();
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
    this.channels = [];
    this.asked.length = 0;
    this.answer = () => ({});
    this.provider.reset();
    this.mailServer.reset();
  }

  stop(): Promise<void> {
    return this.drop();
  }

  get provider(): FakeServer {
    return this.servers.provider;
  }

  get mailServer(): MailServer {
    return this.servers.mailServer;
  }

  get slack(): FakeSlack {
    return this.servers.slack;
  }

  get pushUrl(): string {
    return `${this.provider.origin}/priya-oncall`;
  }

  /** A responder who is texted and pushed at once, and called after five minutes; a test names only what is else. */
  priya(fields: Partial<User> = {}): void {
    this.users.set('user_priya', aUser('user_priya', { notify: [...usualRules], pushUrl: this.pushUrl, ...fields }));
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

  /** These people are responders no more. */
  async removesResponders(userIds: string[]): Promise<void> {
    const at = this.clock.now().toISOString();
    const by = { type: 'user', id: 'user_other', name: 'Sam T.' } as const;
    await this.follow([
      {
        subject: 'incident.responders-removed.v1',
        data: { ...anIncident(), at, by, userIds },
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
