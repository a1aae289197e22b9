import type { ChatChannel, DeliveryAnswer, MessageRef, Outgoing } from '../chat-channel.js';
import { renderSlack, renderSlackLine } from './render-slack.js';
import { type SlackAnswer, SlackApi, type SlackApiOptions } from './slack-api.js';
import { isPassing, slackFailure } from './slack-failure.js';
import { type Look, lookInChannel, lookInThread, messageMetadata } from './slack-look.js';
import { placeName, SlackPlaces } from './slack-places.js';
import { missingScopes } from './slack-scopes.js';

/** Slack's words for: this message is not changed any more, there. What it says is posted anew. */
const unchangeable = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
]);

const accepted = (detail: string, place: string, message: string): DeliveryAnswer => ({
  type: 'accepted',
  detail,
  ref: { place, message },
});

/**
 * A channel by a Slack app, or the direct messages with a user (the user's id as `channel`): one message for each call or incident,
 * changed in place, with few words in its thread. What is posted carries the delivery's id as metadata, by which a try whose answer
 * was lost is found again. Keep one for a channel: it remembers where the channel is.
 */
export class SlackApp implements ChatChannel {
  private readonly api: SlackApi;
  private readonly places: SlackPlaces;
  private readonly channel: string;

  constructor(
    { botToken, channel }: { readonly botToken: string; readonly channel: string },
    options: SlackApiOptions,
  ) {
    this.api = new SlackApi(botToken, options);
    this.places = new SlackPlaces(this.api);
    this.channel = placeName(channel);
  }

  async deliver(outgoing: Outgoing): Promise<DeliveryAnswer> {
    const { replaces } = outgoing;
    if (replaces === null) return this.post(outgoing);
    const changed = await this.change(outgoing, replaces);
    if (changed.type === 'ok') return this.sayBelow(outgoing, replaces);
    const isLost = changed.type === 'refused' && unchangeable.has(changed.error);
    return isLost ? this.post(outgoing) : this.failure(changed);
  }

  /** Who Slack takes the app for, what it may not do, and what became of this message, in sentences for whoever sets it up. */
  async test(outgoing: Outgoing): Promise<{ readonly ok: boolean; readonly detail: string }> {
    const identity = await this.api.call('auth.test');
    if (identity.type !== 'ok') return { ok: false, detail: this.failure(identity).reason };
    const { team, user } = identity.result as { team?: string; user?: string };
    const who = `Slack knows the app as @${user} in the workspace ${team}.`;
    const lacking = lackingWords(identity.scopes);
    const answer = await this.deliver(outgoing);
    if (answer.type !== 'accepted') return { ok: false, detail: `${who} ${answer.reason}.${lacking}` };
    return { ok: true, detail: `${who} ${answer.detail} to ${this.channel} (${answer.ref?.place}).${lacking}` };
  }

  private async post(outgoing: Outgoing): Promise<DeliveryAnswer> {
    const before = await this.lookBefore(outgoing);
    if (before.type === 'unanswered') return this.failure(before.answer);
    if (before.type === 'arrived') {
      const changed = await this.change(outgoing, before.ref);
      const { place, message } = before.ref;
      if (changed.type === 'ok') return accepted('An earlier try had posted the message', place, message);
      if (isPassing(changed)) return this.failure(changed);
    }
    const answer = await this.api.call('chat.postMessage', { channel: this.channel, ...contentOf(outgoing) });
    if (answer.type !== 'ok') return this.failure(answer);
    const { channel, ts } = answer.result as { channel: string; ts: string };
    this.places.learn(this.channel, channel);
    return accepted('Slack posted the message', channel, ts);
  }

  private change(outgoing: Outgoing, { place, message }: MessageRef): Promise<SlackAnswer> {
    return this.api.call('chat.update', { channel: place, ts: message, ...contentOf(outgoing) });
  }

  /** The few words below a message that was changed. That they are refused is no harm: the message says it all. */
  private async sayBelow(outgoing: Outgoing, { place, message }: MessageRef): Promise<DeliveryAnswer> {
    const changed = accepted('Slack changed the message', place, message);
    const { id, threadId, threadLine, triedSince } = outgoing;
    if (threadLine === null) return changed;
    if (triedSince !== null) {
      const look = await lookInThread(this.api, { channel: place, id, since: triedSince }, message);
      if (look.type === 'found') return changed;
      if (look.type === 'unanswered') return this.failure(look.answer);
    }
    const answer = await this.api.call('chat.postMessage', {
      channel: place,
      thread_ts: message,
      ...renderSlackLine(threadLine),
      metadata: messageMetadata(id, threadId),
    });
    if (answer.type === 'ok') return changed;
    const failure = this.failure(answer);
    return failure.type === 'retry'
      ? failure
      : accepted(`Slack changed the message, and took no line below it: ${failure.reason}`, place, message);
  }

  /** What an earlier try has posted, of which nobody wrote down that Slack took it. Where we may not look, it is posted again. */
  private async lookBefore({ id, triedSince: since, replaces }: Outgoing): Promise<Before> {
    if (since === null) return { type: 'none' };
    const found = await this.places.idOf(this.channel);
    if (found.type === 'unanswered') return found;
    const place = found.type === 'known' ? found.id : replaces?.place;
    if (place === undefined) return { type: 'none' };
    const look = await lookInChannel(this.api, { channel: place, id, since });
    return look.type === 'found' ? { type: 'arrived', ref: { place, message: look.ts } } : look;
  }

  private failure(answer: Exclude<SlackAnswer, { type: 'ok' }>): Exclude<DeliveryAnswer, { type: 'accepted' }> {
    return slackFailure(answer, this.channel);
  }
}

type Before = Exclude<Look, { type: 'found' }> | { readonly type: 'arrived'; readonly ref: MessageRef };

const contentOf = ({ id, threadId, message }: Outgoing) => ({
  ...renderSlack(message, { id, hasApp: true }),
  metadata: messageMetadata(id, threadId),
});

/** Begins with a blank; empty where nothing is missing. */
function lackingWords(granted: readonly string[]): string {
  const missing = missingScopes(granted);
  if (missing.length === 0) return '';
  const each = missing.map(({ scope, without }) => `${scope} (without it ${without ?? 'nothing is posted'})`);
  return ` The app lacks the scopes ${each.join(', ')}. Add them under OAuth & Permissions and install the app again.`;
}
