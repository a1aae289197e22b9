import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { BoundedMap } from '../calls/bounded-map.js';
import { FailureScript } from '../http/failure-script.js';

const url = z.url({ protocol: /^https?$/ });

/** Everything that a bot of an alerting app asks for. */
const allScopes = [
  'chat:write',
  'chat:write.public',
  'users:read',
  'users:read.email',
  'im:write',
  'commands',
  'channels:history',
];

export const workspaceSchema = z.object({
  name: z.string().min(1).max(80),
  botToken: z.string().startsWith('xoxb-'),
  signingSecret: z.string().min(1),
  scopes: z.array(z.string()).default(allScopes),
  /** Channels by name; `member: false` is one that the bot was not invited to. */
  channels: z.array(z.object({ name: z.string().min(1), member: z.boolean().default(true) })).default([]),
  users: z.array(z.object({ name: z.string().min(1), email: z.email().nullable() })).default([]),
  interactionsUrl: url.optional(),
  commandsUrl: url.optional(),
});

export interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
}

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly member: boolean;
}

/** A message that stands in a channel, or is shown to one person (`onlyTo`). */
export interface SlackMessage {
  readonly ts: string;
  readonly channel: string;
  /** The message in whose thread it stands. */
  readonly threadTs: string | null;
  readonly onlyTo: string | null;
  text: string;
  blocks: readonly unknown[];
  metadata: unknown;
  /** How it read before each edit, oldest first. */
  readonly edits: { readonly text: string; readonly blocks: readonly unknown[] }[];
}

/** A modal that is shown to somebody. */
export interface SlackView {
  readonly id: string;
  readonly user: string;
  readonly view: { readonly [field: string]: unknown };
}

/** A trigger opens one view, within 3 s. */
interface Trigger {
  readonly user: string;
  readonly until: number;
}

const triggerMs = 3000;
const most = { messages: 5000, views: 500, triggers: 500 };

/** One workspace with one app in it, as Slack knows them. */
export class Workspace {
  readonly teamId: string;
  readonly botUserId: string;
  readonly failures = new FailureScript();
  readonly users: readonly SlackUser[];
  readonly channels: SlackChannel[];
  readonly views = new BoundedMap<string, SlackView>(most.views);
  readonly messages = new BoundedMap<string, SlackMessage>(most.messages);
  private readonly triggers = new BoundedMap<string, Trigger>(most.triggers);
  private last = 0;

  constructor(
    readonly n: number,
    readonly settings: z.infer<typeof workspaceSchema>,
  ) {
    this.teamId = this.idOf('T', 0);
    this.botUserId = this.idOf('U', 0);
    this.users = settings.users.map((user, at) => ({ id: this.idOf('U', at + 1), ...user }));
    this.channels = settings.channels.map((channel, at) => ({ id: this.idOf('C', at + 1), ...channel }));
  }

  /** By id, or by name with or without `#`. A user's id is the direct messages with them. */
  channelOf(given: string): SlackChannel | undefined {
    const user = this.users.find(({ id }) => id === given);
    if (user) return this.directMessages(user);
    const name = given.replace(/^#/, '');
    return this.channels.find((channel) => channel.id === given || channel.name === name);
  }

  /** As Slack counts: seconds and a sequence, unique in the workspace. */
  nextTs(): string {
    this.last += 1;
    return `${Math.floor(Date.now() / 1000)}.${String(this.last).padStart(6, '0')}`;
  }

  message(channel: string, ts: string): SlackMessage | undefined {
    return this.messages.get(`${channel}/${ts}`);
  }

  store(message: SlackMessage): void {
    this.messages.set(`${message.channel}/${message.ts}`, message);
  }

  newTrigger(user: string): string {
    const id = `${randomInt(1e9, 9e9)}.${this.n}.${randomInt(1e9, 9e9).toString(16)}`;
    this.triggers.set(id, { user, until: Date.now() + triggerMs });
    return id;
  }

  /** Who may be shown a view; Slack's word for why not. */
  useTrigger(
    id: string,
  ): { readonly user: string } | 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id' {
    const trigger = this.triggers.get(id);
    if (!trigger) return 'invalid_trigger_id';
    if (trigger.until === 0) return 'exchanged_trigger_id';
    if (trigger.until < Date.now()) return 'expired_trigger_id';
    this.triggers.set(id, { ...trigger, until: 0 });
    return trigger;
  }

  idOf(kind: string, n: number): string {
    return `${kind}0SIM${String(this.n).padStart(4, '0')}${String(n).padStart(3, '0')}`;
  }

  private directMessages({ id, name }: SlackUser): SlackChannel {
    const channel = `D${id.slice(1)}`;
    const known = this.channels.find((one) => one.id === channel);
    if (known) return known;
    const opened = { id: channel, name: `@${name}`, member: true };
    this.channels.push(opened);
    return opened;
  }
}

/** All workspaces, by name; one that is made again is a new one. */
export class Workspaces {
  private readonly byName = new BoundedMap<string, Workspace>(1000);
  private made = 0;

  make(settings: z.infer<typeof workspaceSchema>): Workspace {
    this.made += 1;
    const workspace = new Workspace(this.made, settings);
    this.byName.set(settings.name, workspace);
    return workspace;
  }

  get(name: string): Workspace | undefined {
    return this.byName.get(name);
  }

  byTeam(teamId: string): Workspace | undefined {
    return [...this.byName.values()].find((workspace) => workspace.teamId === teamId);
  }

  byToken(token: string): Workspace | undefined {
    return [...this.byName.values()].find(({ settings }) => settings.botToken === token);
  }
}
