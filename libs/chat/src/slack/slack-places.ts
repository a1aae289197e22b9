import type { SlackAnswer, SlackApi } from './slack-api.js';
import { isPassing } from './slack-failure.js';

export type SlackPlace =
  | { readonly type: 'known'; readonly id: string }
  /** There is none, or we may not ask. */
  | { readonly type: 'unknown' }
  /** Slack cannot say now. */
  | { readonly type: 'unanswered'; readonly answer: Exclude<SlackAnswer, { type: 'ok' }> };

const unknown = { type: 'unknown' } as const;
const mostPages = 10;
const perPage = 1000;

/** A channel or a direct message by its id; names have no capital letters. */
const isPlaceId = (channel: string): boolean => /^[CGD][A-Z0-9]{5,}$/.test(channel);
const isUserId = (channel: string): boolean => /^[UW][A-Z0-9]{5,}$/.test(channel);

/** How a channel is named where a message is posted: its id, a user's id, or its name with `#`. */
export const placeName = (channel: string): string =>
  isPlaceId(channel) || isUserId(channel) ? channel : `#${channel.replace(/^#/, '')}`;

/** The ids of channels, as they were entered (id, name, or a user for direct messages). Found once, each is kept. */
export class SlackPlaces {
  private readonly known = new Map<string, string>();

  constructor(private readonly api: SlackApi) {}

  /** `id` is where `channel` is, as Slack answered to something else. */
  learn(channel: string, id: string): void {
    this.known.set(channel, id);
  }

  async idOf(channel: string): Promise<SlackPlace> {
    const id = isPlaceId(channel) ? channel : this.known.get(channel);
    if (id !== undefined) return { type: 'known', id };
    const place = isUserId(channel) ? await this.directMessages(channel) : await this.byName(channel);
    if (place.type === 'known') this.learn(channel, place.id);
    return place;
  }

  private async directMessages(user: string): Promise<SlackPlace> {
    const answer = await this.api.call('conversations.open', { users: user });
    if (answer.type !== 'ok') return isPassing(answer) ? { type: 'unanswered', answer } : unknown;
    const { channel } = answer.result as { channel?: { id?: string } };
    return channel?.id ? { type: 'known', id: channel.id } : unknown;
  }

  /** Among those that the app is in, since it reads no others; where only one scope is there, among these. */
  private async byName(channel: string): Promise<SlackPlace> {
    const name = channel.replace(/^#/, '').toLowerCase();
    for (const types of ['public_channel', 'private_channel']) {
      const place = await this.among(types, name);
      if (place.type !== 'unknown') return place;
    }
    return unknown;
  }

  /** https://docs.slack.dev/reference/methods/users.conversations */
  private async among(types: string, name: string): Promise<SlackPlace> {
    const args = { types, exclude_archived: true, limit: perPage };
    let cursor = '';
    for (let page = 0; page < mostPages; page++) {
      const answer = await this.api.call('users.conversations', cursor === '' ? args : { ...args, cursor });
      if (answer.type !== 'ok') return isPassing(answer) ? { type: 'unanswered', answer } : unknown;
      const { channels = [], response_metadata: next } = answer.result as Page;
      const found = channels.find((one) => one.name === name);
      if (found?.id) return { type: 'known', id: found.id };
      cursor = next?.next_cursor ?? '';
      if (cursor === '') return unknown;
    }
    return unknown;
  }
}

interface Page {
  readonly channels?: readonly { readonly id?: string; readonly name?: string }[];
  readonly response_metadata?: { readonly next_cursor?: string };
}
