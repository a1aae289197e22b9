import { readableText } from '../inboxes/chat-payloads.js';
import { messageBlocks } from './block-rules.js';
import { type Asked, channelOf, checked, type Fields, type Method, SlackError, textOf } from './method.js';
import type { SlackChannel, SlackMessage, Workspace } from './workspace.js';

/** Characters that a message's `text` may have. */
const mostText = 40_000;

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': {
    scope: 'chat:write',
    answer: (asked) => {
      const channel = writableChannel(asked);
      const message = newMessage(asked, channel, null);
      asked.workspace.store(message);
      show(asked, 'chat.postMessage', message);
      return { channel: channel.id, ts: message.ts, message: shownMessage(asked.workspace, message) };
    },
  },
  'chat.postEphemeral': {
    scope: 'chat:write',
    answer: (asked) => {
      const channel = writableChannel(asked);
      const user = asked.workspace.users.find(({ id }) => id === asked.fields['user']);
      if (!user) throw new SlackError('user_not_in_channel');
      const message = newMessage(asked, channel, user.id);
      asked.workspace.store(message);
      show(asked, 'chat.postEphemeral', message);
      return { message_ts: message.ts };
    },
  },
  'chat.update': {
    scope: 'chat:write',
    answer: (asked) => {
      const message = knownMessage(asked);
      const { text, blocks, metadata } = contentOf(asked.fields);
      message.edits.push({ text: message.text, blocks: message.blocks });
      Object.assign(message, { text, blocks, ...(metadata === undefined ? {} : { metadata }) });
      show(asked, 'chat.update', message);
      return { channel: message.channel, ts: message.ts, text, message: shownMessage(asked.workspace, message) };
    },
  },
  'chat.delete': {
    scope: 'chat:write',
    answer: (asked) => {
      const message = knownMessage(asked);
      asked.workspace.messages.delete(`${message.channel}/${message.ts}`);
      show(asked, 'chat.delete', message);
      return { channel: message.channel, ts: message.ts };
    },
  },
  'chat.getPermalink': {
    scope: null,
    answer: (asked) => {
      const channel = channelOf(asked);
      const ts = textOf(asked.fields, 'message_ts') ?? '';
      if (!asked.workspace.message(channel.id, ts)) throw new SlackError('message_not_found');
      return { channel: channel.id, permalink: `https://sim.slack.com/archives/${channel.id}/p${ts.replace('.', '')}` };
    },
  },
  'conversations.history': {
    scope: 'channels:history',
    answer: (asked) => ({ messages: historyOf(asked, ({ threadTs }) => threadTs === null), has_more: false }),
  },
  'conversations.replies': {
    scope: 'channels:history',
    answer: (asked) => {
      const thread = textOf(asked.fields, 'ts');
      const inThread = historyOf(asked, ({ ts, threadTs }) => ts === thread || threadTs === thread);
      if (inThread.length === 0) throw new SlackError('thread_not_found');
      return { messages: inThread.toReversed(), has_more: false };
    },
  },
  'conversations.open': {
    scope: 'im:write',
    answer: ({ workspace, fields }) => {
      const user = workspace.users.find(({ id }) => id === fields['users']);
      const channel = user && workspace.channelOf(user.id);
      if (!channel) throw new SlackError('user_not_found');
      return { channel: { id: channel.id } };
    },
  },
};

function writableChannel(asked: Asked): SlackChannel {
  const channel = channelOf(asked);
  const mayWrite = channel.member || asked.workspace.settings.scopes.includes('chat:write.public');
  if (!mayWrite) throw new SlackError('not_in_channel');
  return channel;
}

/** The newest first, and of each metadata only where they are asked for. */
function historyOf(asked: Asked, isMeant: (message: SlackMessage) => boolean): readonly object[] {
  const { workspace, fields } = asked;
  const channel = channelOf(asked);
  if (!channel.member) throw new SlackError('not_in_channel');
  const oldest = Number(fields['oldest'] ?? 0);
  const latest = Number(fields['latest'] ?? Number.MAX_SAFE_INTEGER);
  const withMetadata = textOf(fields, 'include_all_metadata') === 'true';
  return [...workspace.messages.values()]
    .filter((message) => message.channel === channel.id && message.onlyTo === null && isMeant(message))
    .filter(({ ts }) => Number(ts) >= oldest && Number(ts) <= latest)
    .toReversed()
    .slice(0, Math.min(999, Number(fields['limit'] ?? 100)))
    .map((message) => shownMessage(workspace, message, withMetadata));
}

function knownMessage(asked: Asked): SlackMessage {
  const message = asked.workspace.message(channelOf(asked).id, textOf(asked.fields, 'ts') ?? '');
  if (!message || message.onlyTo !== null) throw new SlackError('message_not_found');
  return message;
}

function newMessage({ workspace, fields }: Asked, channel: SlackChannel, onlyTo: string | null): SlackMessage {
  const threadTs = textOf(fields, 'thread_ts') ?? null;
  if (threadTs !== null && !workspace.message(channel.id, threadTs)) throw new SlackError('thread_not_found');
  return { ts: workspace.nextTs(), channel: channel.id, threadTs, onlyTo, ...contentOf(fields), edits: [] };
}

function contentOf(fields: Fields): Pick<SlackMessage, 'text' | 'blocks' | 'metadata'> {
  const text = textOf(fields, 'text') ?? '';
  if (text.length > mostText) throw new SlackError('msg_too_long');
  const blocks = fields['blocks'] === undefined ? [] : checked(messageBlocks, fields['blocks'], 'invalid_blocks');
  if (text === '' && blocks.length === 0) throw new SlackError('no_text');
  return { text, blocks, metadata: fields['metadata'] };
}

/** What was done can be read at /sim/messages like a message to any other inbox. */
function show({ simulator, workspace }: Asked, method: string, message: SlackMessage): void {
  const { ts, channel, threadTs, onlyTo, text, blocks, metadata } = message;
  const name = workspace.channels.find(({ id }) => id === channel)?.name ?? channel;
  simulator.inboxes.receive({
    kind: 'slack-app',
    name: `${workspace.settings.name}/${name}`,
    status: 200,
    headers: {},
    body: { method, channel, ts, threadTs, onlyTo, text, blocks, metadata: metadata ?? null },
    text: readableText({ text, blocks }),
  });
}

function shownMessage(workspace: Workspace, message: SlackMessage, withMetadata = true): object {
  const { ts, threadTs, text, blocks, metadata, edits } = message;
  return {
    type: 'message',
    user: workspace.botUserId,
    team: workspace.teamId,
    ts,
    text,
    blocks,
    ...(threadTs === null ? {} : { thread_ts: threadTs }),
    ...(withMetadata && metadata !== undefined ? { metadata } : {}),
    ...(edits.length > 0 ? { edited: { user: workspace.botUserId, ts } } : {}),
  };
}
