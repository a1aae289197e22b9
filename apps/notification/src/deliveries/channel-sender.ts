import { Injectable } from '@nestjs/common';
import type { ChatMessage, DeliveryAnswer, MessageRef, Outgoing } from '@ringdown/chat';
import { Clock, DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { ActLinks } from '../links/index.js';
import {
  type LineRating,
  livingMessage,
  type MessageContext,
  messageOf,
  publishedEventOf,
  testMessage,
  threadLineOf,
} from '../messages/index.js';
import { isCallEvent, notifiableEvent, type NotifiableEvent, type Story } from '../stories/index.js';
import type { DeliveryContent } from './channel-queue.repository.js';
import { type OutboundChannel, OutboundChannels } from './outbound-channels.js';
import type { Channel } from './recipients.js';

/** Deliveries of one call, incident or handoff that go out as one message. */
export interface Group {
  readonly orderingKey: string;
  /** In order, at least one. */
  readonly deliveries: readonly DeliveryContent[];
  /** How their call or incident stands. */
  readonly story: Story | null;
  /** The message that they change. */
  readonly replaces: MessageRef | null;
  /** Since when an earlier try of it may have arrived. */
  readonly triedSince: Date | null;
}

/** Says what is to be said and hands it to the channel. */
@Injectable()
export class ChannelSender {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly channels: OutboundChannels,
    private readonly links: ActLinks,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** One try of one message. Never throws. */
  async send(channel: Channel, group: Group): Promise<DeliveryAnswer> {
    try {
      const events = group.deliveries.map(({ event }) => notifiableEvent.parse(event));
      const outbound = this.channels.open(channel);
      if (outbound.takes === 'nothing') return { type: 'failed-for-good', reason: outbound.reason };
      return outbound.takes === 'events'
        ? await this.publish(outbound, group, events)
        : await this.post(channel, outbound, group, events);
    } catch (error) {
      // what cannot be rendered: the next try would end the same way
      return { type: 'failed-for-good', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** A message that is about no single call or incident, such as the summary of a storm. Never throws. */
  async sendMessage(channel: Channel, outgoing: Omit<Outgoing, 'threadLine' | 'threadId'>): Promise<DeliveryAnswer> {
    const outbound = this.channels.open(channel);
    if (outbound.takes !== 'messages') return { type: 'failed-for-good', reason: 'This channel takes no messages.' };
    return outbound.chat.deliver({ ...outgoing, threadId: outgoing.id, threadLine: null });
  }

  /** Sends a test message now, once, and says what the other side answered. @throws DomainError `not-found`. */
  async test(channelId: string): Promise<{ ok: boolean; detail: string }> {
    const channel = await this.mirror.find('channel', channelId);
    if (!channel) throw new DomainError('not-found', `There is no channel ${channelId}.`);
    const outbound = this.channels.open(channel, true);
    const now = this.clock.now();
    if (outbound.takes === 'nothing') return { ok: false, detail: outbound.reason };
    const id = `test_${now.getTime()}`;
    const outgoing = testOutgoing(id, testMessage(channel.name, this.settings.publicUrl, now));
    if (outbound.takes === 'messages' && outbound.app) return outbound.app.test(outgoing);
    const answer =
      outbound.takes === 'events'
        ? await outbound.webhook.deliver({
            id,
            type: 'test',
            timestamp: now.toISOString(),
            dataJson: JSON.stringify({ channel: { id: channel.id, name: channel.name } }),
          })
        : await outbound.chat.deliver(outgoing);
    return answer.type === 'accepted' ? { ok: true, detail: answer.detail } : { ok: false, detail: answer.reason };
  }

  private publish(
    { webhook }: Extract<OutboundChannel, { takes: 'events' }>,
    { deliveries, story }: Group,
    events: readonly NotifiableEvent[],
  ): Promise<DeliveryAnswer> {
    const [delivery, event] = [deliveries.at(-1), events.at(-1)];
    if (!delivery || !event) return Promise.resolve(nothingToSay);
    const lineId = isCallEvent(event) ? event.data.lineId : null;
    const published = publishedEventOf(event, {
      story,
      lineRating: this.lineRating(lineId),
      publicUrl: this.settings.publicUrl,
      eventAt: delivery.event_at.toISOString(),
    });
    return published ? webhook.deliver({ id: delivery.id, ...published }) : Promise.resolve(nothingToSay);
  }

  private post(
    channel: Channel,
    { chat, app }: Extract<OutboundChannel, { takes: 'messages' }>,
    group: Group,
    events: readonly NotifiableEvent[],
  ): Promise<DeliveryAnswer> {
    const [delivery, last] = [group.deliveries.at(-1), events.at(-1)];
    if (!delivery || !last) return Promise.resolve(nothingToSay);
    const context = this.contextFor(channel);
    const message = app ? livingMessage(last, group.story, context) : messageOf(events, group.story, context);
    if (!message) return Promise.resolve(nothingToSay);
    const lines = events.flatMap((event) => threadLineOf(event) ?? []);
    return chat.deliver({
      id: delivery.id,
      message,
      threadId: group.orderingKey,
      replaces: group.replaces,
      threadLine: lines.length > 0 ? lines.join('\n') : null,
      triedSince: group.triedSince,
    });
  }

  private contextFor({ id: channelId, type }: Channel): MessageContext {
    const now = this.clock.now();
    const hasLinks = type === 'teams' || type === 'email';
    return {
      publicUrl: this.settings.publicUrl,
      integrationName: (id) => this.mirror.get('integration', id)?.name ?? null,
      actUrl: (verb, incidentId) => (hasLinks ? this.links.urlOf({ verb, incidentId, channelId }, now) : null),
    };
  }

  private lineRating(lineId: string | null): LineRating {
    const line = lineId === null ? undefined : this.mirror.get('line', lineId);
    if (!line) return { priority: null, severity: null, teams: [], recordingEnabled: false };
    const { priority = null, severity = null, integrationId } = line.incident;
    const teamIds = (integrationId && this.mirror.get('integration', integrationId)?.teamIds) || [];
    const teams = teamIds.flatMap((id) => this.mirror.get('team', id)?.slug ?? []);
    return { priority, severity, teams, recordingEnabled: line.recordingEnabled };
  }
}

const nothingToSay: DeliveryAnswer = { type: 'accepted', detail: 'There was nothing to say of it yet.' };

const testOutgoing = (id: string, message: ChatMessage): Outgoing => ({
  id,
  message,
  threadId: id,
  replaces: null,
  threadLine: null,
  triedSince: null,
});
