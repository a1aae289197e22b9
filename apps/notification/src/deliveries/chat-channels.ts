import { Injectable } from '@nestjs/common';
import {
  type ChatChannel,
  type ChatMessage,
  type DeliveryAnswer,
  type OutboundHttp,
  SlackWebhook,
  TeamsWebhook,
} from '@ringdown/chat';
import type { ConfigDocument } from '@ringdown/contracts';
import { assertNever } from '@ringdown/kernel';
import { SecretCipher } from '@ringdown/platform-config';

/** From the configuration of a channel to the channel itself. */
@Injectable()
export class ChatChannels {
  constructor(private readonly cipher: SecretCipher) {}

  /** Posts one message to the channel. A secret that does not open with this SECRET_KEY is an answer too. */
  async post(document: ConfigDocument<'channel'>, message: ChatMessage, http: OutboundHttp): Promise<DeliveryAnswer> {
    const url = this.urlOf(document);
    if (url === null) {
      return {
        type: 'failed-for-good',
        reason: "The channel's URL does not open with this SECRET_KEY. Enter it again.",
      };
    }
    return channelAt(url, document.type, http).deliver(message);
  }

  private urlOf(document: ConfigDocument<'channel'>): string | null {
    try {
      return this.cipher.decrypt(document.urlSecret);
    } catch {
      return null;
    }
  }
}

function channelAt(url: string, type: ConfigDocument<'channel'>['type'], http: OutboundHttp): ChatChannel {
  switch (type) {
    case 'slack':
      return new SlackWebhook(url, http);
    case 'teams':
      return new TeamsWebhook(url, http);
    default:
      return assertNever(type);
  }
}
