import { Injectable } from '@nestjs/common';
import { type ChatMessage, type DeliveryAnswer, OutboundHttp } from '@ringdown/chat';
import type { ConfigDocument } from '@ringdown/contracts';
import { Settings } from '@ringdown/platform-config';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { messageOf } from '../messages/message-of.js';
import { ChatChannels } from './chat-channels.js';
import type { ClaimedDelivery } from './delivery.js';
import { isCallFact, toldFact } from './told-fact.js';

export interface Sent {
  readonly channelType: ConfigDocument<'channel'>['type'] | 'deleted';
  readonly answer: DeliveryAnswer;
}

/** One try: renders the fact as it is told now, and posts it. Never throws. */
@Injectable()
export class SendDelivery {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly channels: ChatChannels,
    private readonly http: OutboundHttp,
    private readonly settings: Settings,
  ) {}

  async execute({ fact, channelId }: ClaimedDelivery): Promise<Sent> {
    const channel = await this.mirror.find('channel', channelId);
    if (!channel) {
      return { channelType: 'deleted', answer: { type: 'failed-for-good', reason: 'The channel was deleted.' } };
    }
    try {
      const answer = await this.channels.post(channel, this.render(fact), this.http);
      return { channelType: channel.type, answer };
    } catch (error) {
      // A fact that cannot be rendered: the next try would end the same way.
      const reason = error instanceof Error ? error.message : String(error);
      return { channelType: channel.type, answer: { type: 'failed-for-good', reason } };
    }
  }

  private render(stored: unknown): ChatMessage {
    const fact = toldFact.parse(stored);
    const integration = isCallFact(fact) ? undefined : this.mirror.get('integration', fact.data.integrationId);
    return messageOf(fact, integration?.name ?? null, this.settings.publicUrl);
  }
}
