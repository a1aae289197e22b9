import type { SlackAnswer, SlackApi } from './slack-api.js';
import { isPassing } from './slack-failure.js';

/** What a message of ours carries, by which it is known again (https://docs.slack.dev/messaging/message-metadata). */
export const messageMetadata = (id: string, thread: string) => ({
  event_type: 'ringdown_message',
  event_payload: { id, thread },
});

export type Look =
  | { readonly type: 'found'; readonly ts: string }
  /** It is not there, or we may not look: then it is posted. */
  | { readonly type: 'none' }
  /** Slack cannot say now. */
  | { readonly type: 'unanswered'; readonly answer: Exclude<SlackAnswer, { type: 'ok' }> };

const none = { type: 'none' } as const;
const mostPages = 5;
const perPage = 200;
/** Slack's clock may be behind ours. */
const marginMs = 60_000;

interface Sought {
  /** The channel's id. */
  readonly channel: string;
  /** Of the delivery. */
  readonly id: string;
  readonly since: Date;
}

/** Our message of a delivery in a channel (https://docs.slack.dev/reference/methods/conversations.history). */
export const lookInChannel = (api: SlackApi, sought: Sought): Promise<Look> =>
  look(api, 'conversations.history', sought, {});

/** Our message of a delivery below another one (https://docs.slack.dev/reference/methods/conversations.replies). */
export const lookInThread = (api: SlackApi, sought: Sought, threadTs: string): Promise<Look> =>
  look(api, 'conversations.replies', sought, { ts: threadTs });

async function look(
  api: SlackApi,
  method: string,
  { channel, id, since }: Sought,
  more: { ts?: string },
): Promise<Look> {
  const oldest = ((since.getTime() - marginMs) / 1000).toFixed(6);
  const args = { channel, oldest, inclusive: true, include_all_metadata: true, limit: perPage, ...more };
  let cursor = '';
  for (let page = 0; page < mostPages; page++) {
    const answer = await api.call(method, cursor === '' ? args : { ...args, cursor });
    if (answer.type !== 'ok') return isPassing(answer) ? { type: 'unanswered', answer } : none;
    const { messages = [], response_metadata: next } = answer.result as Page;
    // the message that a thread is about comes with it, and may bear the id too
    const found = messages.find(({ ts, metadata }) => ts !== more.ts && metadata?.event_payload?.id === id);
    if (found?.ts) return { type: 'found', ts: found.ts };
    cursor = next?.next_cursor ?? '';
    if (cursor === '') return none;
  }
  return none;
}

interface Page {
  readonly messages?: readonly {
    readonly ts?: string;
    readonly metadata?: { readonly event_payload?: { readonly id?: unknown } };
  }[];
  readonly response_metadata?: { readonly next_cursor?: string };
}
