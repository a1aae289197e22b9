import { Injectable } from '@nestjs/common';
import {
  type ChatChannel,
  type ChatMessage,
  type DeliveryAnswer,
  OutboundHttp,
  SlackWebhook,
  TeamsWebhook,
} from '@ringdown/chat';
import { type ConfigDocument, rpcDeadlineMs } from '@ringdown/contracts';
import { assertNever, Clock, DomainError } from '@ringdown/kernel';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { isCallEvent, isShiftEvent, messageOf, notifiableEvent, testMessage } from '../messages/index.js';
import type { ClaimedDelivery } from './delivery.repository.js';

type Channel = ConfigDocument<'channel'>;

export interface Sent {
  readonly channelType: Channel['type'] | 'deleted';
  readonly answer: DeliveryAnswer;
}

/** Control waits for rpcDeadlineMs only; before that it has to hear that the other side did not answer. */
const testTimeoutMs = rpcDeadlineMs - 500;

/** Renders messages and posts them to channels, as the configuration describes these now. */
@Injectable()
export class ChannelSender {
  private readonly http: OutboundHttp;
  private readonly testHttp: OutboundHttp;

  constructor(
    private readonly mirror: ConfigMirror,
    private readonly cipher: SecretCipher,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {
    const { outboundAllowPrivate: allowPrivate } = settings;
    this.http = new OutboundHttp({ allowPrivate });
    this.testHttp = new OutboundHttp({ allowPrivate, timeoutMs: testTimeoutMs });
  }

  /** False while no configuration has arrived: then every channel looks deleted. */
  get isReady(): boolean {
    return this.mirror.ready;
  }

  onChannelDeleted(listener: (channelId: string) => void): void {
    this.mirror.onChange('channel', (id, channel) => {
      if (!channel) listener(id);
    });
  }

  /** One try of a delivery. Never throws. */
  async send({ event, channel_id: channelId }: ClaimedDelivery): Promise<Sent> {
    const channel = await this.mirror.find('channel', channelId);
    if (!channel) {
      return { channelType: 'deleted', answer: { type: 'failed-for-good', reason: 'The channel was deleted.' } };
    }
    try {
      return { channelType: channel.type, answer: await this.post(channel, this.render(event), this.http) };
    } catch (error) {
      // An event that cannot be rendered: the next try would end the same way.
      const reason = error instanceof Error ? error.message : String(error);
      return { channelType: channel.type, answer: { type: 'failed-for-good', reason } };
    }
  }

  /** Sends a test message now, once, and says what the other side answered. @throws DomainError `not-found`. */
  async test(channelId: string): Promise<{ ok: boolean; detail: string }> {
    const channel = await this.mirror.find('channel', channelId);
    if (!channel) throw new DomainError('not-found', `There is no channel ${channelId}.`);
    const message = testMessage(channel.name, this.settings.publicUrl, this.clock.now());
    const answer = await this.post(channel, message, this.testHttp);
    return answer.type === 'accepted' ? { ok: true, detail: answer.detail } : { ok: false, detail: answer.reason };
  }

  /** Posts one message. A secret that this SECRET_KEY does not decrypt is an answer too. */
  async post(channel: Channel, message: ChatMessage, http: OutboundHttp): Promise<DeliveryAnswer> {
    const url = this.urlOf(channel);
    if (url === null) {
      return {
        type: 'failed-for-good',
        reason: "The channel's URL does not open with this SECRET_KEY. Enter it again.",
      };
    }
    return channelAt(url, channel.type, http).deliver(message);
  }

  private render(stored: unknown): ChatMessage {
    const event = notifiableEvent.parse(stored);
    const integrationId = isCallEvent(event) || isShiftEvent(event) ? null : event.data.integrationId;
    const integration = integrationId === null ? undefined : this.mirror.get('integration', integrationId);
    return messageOf(event, integration?.name ?? null, this.settings.publicUrl);
  }

  private urlOf({ urlSecret }: Channel): string | null {
    try {
      return this.cipher.decrypt(urlSecret);
    } catch {
      return null;
    }
  }
}

function channelAt(url: string, type: Channel['type'], http: OutboundHttp): ChatChannel {
  switch (type) {
    case 'slack':
      return new SlackWebhook(url, http);
    case 'teams':
      return new TeamsWebhook(url, http);
    default:
      return assertNever(type);
  }
}
