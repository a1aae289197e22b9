import { blockProblem } from './slack-blocks.js';
import type { FakeSlackChannel, FakeSlackMessage, FakeSlackUser, SlackWorkspace } from './slack-workspace.js';

type Json = Readonly<Record<string, unknown>>;

/** The parsed arguments of one call: what came as JSON within a form is an object. */
export type SlackArguments = Readonly<Record<string, unknown>>;

/** Slack's own word for why it refuses a call. */
export class SlackRefusal extends Error {
  constructor(
    readonly word: string,
    readonly more: Json = {},
  ) {
    super(word);
  }
}

export interface SlackMethodContext {
  readonly workspace: SlackWorkspace;
  /** @throws SlackRefusal `missing_scope`, where the token lacks it. */
  readonly needs: (scope: string) => void;
  readonly has: (scope: string) => boolean;
}

const str = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const scopeOf = { public: 'channels', private: 'groups', im: 'im' } as const;

function channelOf({ workspace }: SlackMethodContext, given: unknown, byName = false): FakeSlackChannel {
  const channel = byName ? workspace.placeOf(str(given)) : workspace.channels.find(({ id }) => id === str(given));
  if (!channel) throw new SlackRefusal('channel_not_found');
  return channel;
}

/** Where the bot may write. */
function writable(context: SlackMethodContext, given: unknown): FakeSlackChannel {
  context.needs('chat:write');
  const channel = channelOf(context, given, true);
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  const isOpen = channel.kind === 'public' && context.has('chat:write.public');
  if (!channel.isMember && channel.kind === 'private') throw new SlackRefusal('channel_not_found');
  if (!channel.isMember && !isOpen) throw new SlackRefusal('not_in_channel');
  return channel;
}

/** @throws SlackRefusal `no_text`, `msg_too_long`, `invalid_blocks`, `metadata_must_be_sent_as_object` */
export function contentOf(args: SlackArguments): Pick<FakeSlackMessage, 'text' | 'blocks' | 'metadata'> {
  const text = str(args['text']);
  const blocks = (args['blocks'] ?? []) as Json[];
  if (text === '' && blocks.length === 0) throw new SlackRefusal('no_text');
  if (text.length > 40_000) throw new SlackRefusal('msg_too_long');
  const problem = blockProblem(blocks);
  if (problem) throw new SlackRefusal('invalid_blocks', { response_metadata: { messages: [`[ERROR] ${problem}`] } });
  const metadata = (args['metadata'] ?? null) as FakeSlackMessage['metadata'];
  if (metadata !== null && (typeof metadata.event_type !== 'string' || typeof metadata.event_payload !== 'object'))
    throw new SlackRefusal('invalid_metadata_schema');
  return { text, blocks, metadata };
}

const shown = ({ ts, text, blocks, metadata, threadTs }: FakeSlackMessage, withMetadata: boolean): Json => ({
  type: 'message',
  bot_id: 'B0RINGDOWN',
  user: 'U0RINGDOWN',
  ts,
  text,
  blocks,
  ...(threadTs === null ? {} : { thread_ts: threadTs }),
  ...(withMetadata && metadata ? { metadata } : {}),
});

/** `next_cursor` is the place of the first that is missing. */
function page(key: string, all: readonly Json[], args: SlackArguments): Json {
  const start = Number(args['cursor'] ?? 0);
  const end = start + Math.min(Number(args['limit'] ?? 100), 1000);
  const next = end < all.length ? String(end) : '';
  return { [key]: all.slice(start, end), has_more: next !== '', response_metadata: { next_cursor: next } };
}

const isSet = (value: unknown): boolean => value === true || value === 'true' || value === '1';

function readable(context: SlackMethodContext, args: SlackArguments): FakeSlackChannel {
  const channel = channelOf(context, args['channel']);
  context.needs(`${scopeOf[channel.kind]}:history`);
  if (!channel.isMember) throw new SlackRefusal('not_in_channel');
  return channel;
}

function lists(context: SlackMethodContext, args: SlackArguments, onlyOwn: boolean): Json {
  const kinds = (str(args['types']) || 'public_channel').split(',').map((type) => type.replace('_channel', ''));
  for (const kind of kinds) context.needs(`${scopeOf[kind as 'public' | 'private']}:read`);
  const all = context.workspace.channels
    .filter(({ kind, isMember }) => kinds.includes(kind) && (isMember || (!onlyOwn && kind === 'public')))
    .filter(({ isArchived }) => !isArchived || !isSet(args['exclude_archived']))
    .map(({ id, name, isArchived, isMember }) => ({ id, name, is_archived: isArchived, is_member: isMember }));
  return page('channels', all, args);
}

const userShown = ({ id, name, email, isDeleted }: FakeSlackUser, { has }: SlackMethodContext): Json => ({
  user: {
    id,
    name,
    real_name: name,
    deleted: isDeleted,
    is_bot: false,
    profile: { real_name: name, ...(has('users:read.email') ? { email } : {}) },
  },
});

type Method = (args: SlackArguments, context: SlackMethodContext) => Json;

/** What of the Web API Ringdown calls, each as its page in https://docs.slack.dev/reference/methods says. */
export const slackMethods: Readonly<Record<string, Method>> = {
  'auth.test': () => ({
    url: 'https://acme.slack.com/',
    team: 'Acme',
    user: 'ringdown',
    team_id: 'T0ACME',
    user_id: 'U0RINGDOWN',
    bot_id: 'B0RINGDOWN',
  }),
  'chat.postMessage': (args, context) => {
    const channel = writable(context, args['channel']);
    const threadTs = str(args['thread_ts']) || null;
    if (threadTs !== null && !context.workspace.find(channel.id, threadTs))
      throw new SlackRefusal('cannot_reply_to_message');
    const message = context.workspace.post({ channel: channel.id, threadTs, ...contentOf(args) });
    return { channel: channel.id, ts: message.ts, message: shown(message, true) };
  },
  'chat.update': (args, context) => {
    context.needs('chat:write');
    const channel = channelOf(context, args['channel']);
    if (channel.isArchived) throw new SlackRefusal('is_archived');
    const message = context.workspace.find(channel.id, str(args['ts']));
    if (!message) throw new SlackRefusal('message_not_found');
    const { text, blocks, metadata } = contentOf(args);
    message.edits.push({ text: message.text, blocks: message.blocks });
    Object.assign(message, { text, blocks, metadata: metadata ?? message.metadata });
    return { channel: channel.id, ts: message.ts, text, message: shown(message, true) };
  },
  'chat.postEphemeral': (args, context) => {
    writable(context, args['channel']);
    if (!context.workspace.users.some(({ id }) => id === args['user'])) throw new SlackRefusal('user_not_in_channel');
    contentOf(args);
    return { message_ts: '1.000001' };
  },
  'conversations.history': (args, context) => {
    const channel = readable(context, args);
    const oldest = Number(args['oldest'] ?? 0);
    const all = context.workspace.top(channel.id).filter(({ ts }) => Number(ts) >= oldest);
    const withMetadata = isSet(args['include_all_metadata']);
    return page(
      'messages',
      all.toReversed().map((message) => shown(message, withMetadata)),
      args,
    );
  },
  'conversations.replies': (args, context) => {
    const channel = readable(context, args);
    const parent = context.workspace.find(channel.id, str(args['ts']));
    if (!parent) throw new SlackRefusal('thread_not_found');
    const oldest = Number(args['oldest'] ?? 0);
    const replies = context.workspace.repliesTo(channel.id, parent.ts).filter(({ ts }) => Number(ts) >= oldest);
    const withMetadata = isSet(args['include_all_metadata']);
    return page(
      'messages',
      // the message itself comes first, however old it is
      [parent, ...replies].map((message) => shown(message, withMetadata)),
      args,
    );
  },
  'conversations.list': (args, context) => lists(context, args, false),
  'users.conversations': (args, context) => lists(context, args, true),
  'conversations.info': (args, context) => {
    const channel = channelOf(context, args['channel']);
    context.needs(`${scopeOf[channel.kind]}:read`);
    const { id, name, isArchived, isMember } = channel;
    return { channel: { id, name, is_archived: isArchived, is_member: isMember } };
  },
  'conversations.open': (args, context) => {
    context.needs('im:write');
    const channel = context.workspace.placeOf(str(args['users']));
    if (channel?.kind !== 'im') throw new SlackRefusal('user_not_found');
    return { channel: { id: channel.id } };
  },
  'users.info': (args, context) => {
    context.needs('users:read');
    const user = context.workspace.users.find(({ id }) => id === args['user']);
    if (!user) throw new SlackRefusal('user_not_found');
    return userShown(user, context);
  },
  'users.lookupByEmail': (args, context) => {
    context.needs('users:read.email');
    const email = str(args['email']).toLowerCase();
    const user = context.workspace.users.find((one) => one.email.toLowerCase() === email && !one.isDeleted);
    if (!user) throw new SlackRefusal('users_not_found');
    return userShown(user, context);
  },
  'views.open': (args) => {
    if (str(args['trigger_id']) === '') throw new SlackRefusal('invalid_trigger_id');
    const view = (args['view'] ?? {}) as Json;
    const problem = view['type'] === 'modal' ? blockProblem(view['blocks'], 100) : 'the view is no modal';
    if (problem)
      throw new SlackRefusal('invalid_arguments', { response_metadata: { messages: [`[ERROR] ${problem}`] } });
    return { view: { id: 'V0VIEW', ...view } };
  },
};
