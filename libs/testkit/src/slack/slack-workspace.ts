export interface FakeSlackMessage {
  readonly ts: string;
  /** The channel's id. */
  readonly channel: string;
  text: string;
  blocks: readonly Readonly<Record<string, unknown>>[];
  metadata: { readonly event_type: string; readonly event_payload: Readonly<Record<string, unknown>> } | null;
  /** Of the message that it answers; null: it stands in the channel. */
  readonly threadTs: string | null;
  /** How it stood before each change, the oldest first. */
  readonly edits: { readonly text: string; readonly blocks: readonly Readonly<Record<string, unknown>>[] }[];
  /** By `Date.now()`. */
  readonly at: number;
}

export interface FakeSlackChannel {
  readonly id: string;
  /** Without `#`; of a direct message the user's id. */
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  /** Whether the bot was invited. */
  isMember: boolean;
  isArchived: boolean;
}

export interface FakeSlackUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  isDeleted: boolean;
}

/** What a Slack workspace knows: its channels, its people and what was written. */
export class SlackWorkspace {
  readonly channels: FakeSlackChannel[] = [];
  readonly users: FakeSlackUser[] = [];
  private readonly messages: FakeSlackMessage[] = [];
  private count = 0;

  /** `now`: milliseconds since 1970, of which a message's `ts` is made. */
  constructor(private readonly now: () => number = () => Date.now()) {}

  channel(nameOrId: string): FakeSlackChannel | undefined {
    const name = nameOrId.replace(/^#/, '');
    return this.channels.find((channel) => channel.id === name || (channel.name === name && channel.kind !== 'im'));
  }

  /** A channel, or the direct messages with the user of this id, who may have had none yet. */
  placeOf(given: string): FakeSlackChannel | undefined {
    const found = this.channel(given) ?? this.channels.find(({ kind, name }) => kind === 'im' && name === given);
    if (found || !this.users.some(({ id }) => id === given)) return found;
    return this.add({ name: given, kind: 'im', id: `D${given.slice(1)}` });
  }

  add(channel: Partial<FakeSlackChannel> & { readonly name: string }): FakeSlackChannel {
    const id = `C${String(this.channels.length + 1).padStart(10, '0')}`;
    const added = { id, kind: 'public', isMember: true, isArchived: false, ...channel } as const;
    const kept: FakeSlackChannel = { ...added };
    this.channels.push(kept);
    return kept;
  }

  post(message: Pick<FakeSlackMessage, 'channel' | 'text' | 'blocks' | 'metadata' | 'threadTs'>): FakeSlackMessage {
    const at = Date.now();
    const ts = `${Math.floor(this.now() / 1000)}.${String(++this.count).padStart(6, '0')}`;
    const posted = { ...message, ts, edits: [], at };
    this.messages.push(posted);
    return posted;
  }

  find(channel: string, ts: string): FakeSlackMessage | undefined {
    return this.messages.find((message) => message.channel === channel && message.ts === ts);
  }

  remove(message: FakeSlackMessage): void {
    this.messages.splice(this.messages.indexOf(message), 1);
  }

  clear(): void {
    this.messages.length = 0;
  }

  /** What stands in a channel itself, the oldest first. */
  top(channel: string): readonly FakeSlackMessage[] {
    return this.messages.filter((message) => message.channel === channel && message.threadTs === null);
  }

  repliesTo(channel: string, ts: string): readonly FakeSlackMessage[] {
    return this.messages.filter((message) => message.channel === channel && message.threadTs === ts);
  }
}
