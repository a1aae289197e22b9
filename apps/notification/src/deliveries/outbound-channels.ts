import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type ChatChannel, type DeliveryAnswer, OutboundHttp, SlackWebhook, TeamsWebhook } from '@ringdown/chat';
import { rpcDeadlineMs } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import type { Channel } from './recipients.js';

/** Control waits for rpcDeadlineMs only; before that it has to hear that the other side did not answer. */
const testTimeoutMs = rpcDeadlineMs - 500;

/** A channel that can be sent to, by what it takes. */
export type OutboundChannel =
  | {
      readonly takes: 'messages';
      readonly chat: ChatChannel;
      readonly app: { test(): Promise<{ ok: boolean; detail: string }> } | null;
    }
  | { readonly takes: 'events'; readonly webhook: { deliver(e: object): Promise<DeliveryAnswer> } }
  /** Its secrets were encrypted with another SECRET_KEY. */
  | { readonly takes: 'nothing'; readonly reason: string };

/** Opens channels as the configuration describes them, with the secrets that they have now. */
@Injectable()
export class OutboundChannels {
  private readonly http: OutboundHttp;
  private readonly testHttp: OutboundHttp;

  constructor(
    private readonly cipher: SecretCipher,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {
    const { outboundAllowPrivate: allowPrivate } = settings;
    this.http = new OutboundHttp({ allowPrivate });
    this.testHttp = new OutboundHttp({ allowPrivate, timeoutMs: testTimeoutMs });
  }

  /** `forTest`: within the time that somebody waits for it. */
  open(channel: Channel, forTest = false): OutboundChannel {
    try {
      return this.opened(channel, forTest);
    } catch {
      return {
        takes: 'nothing',
        reason: `The secrets of the channel do not open with this SECRET_KEY. Enter ${secretsOf(channel)} again.`,
      };
    }
  }

  private opened(channel: Channel, forTest: boolean): OutboundChannel {
    const http = forTest ? this.testHttp : this.http;
    switch (channel.type) {
      case 'slack':
        return { takes: 'messages', chat: new SlackWebhook(this.cipher.decrypt(channel.urlSecret), http), app: null };
      case 'teams':
        return { takes: 'messages', chat: new TeamsWebhook(this.cipher.decrypt(channel.urlSecret), http), app: null };
      default:
        throw new Error('not yet');
    }
  }
}

const secretsOf = ({ type }: Channel): string =>
  type === 'slack-app' ? 'its bot token and signing secret' : type === 'webhook' ? 'its URL' : 'its URL';

/** What a channel is reached by: another one where any of it changes. */
export function targetOf(channel: Channel): string {
  const by =
    'urlSecret' in channel ? channel.urlSecret : 'address' in channel ? channel.address : channel.botTokenSecret;
  return createHash('sha256').update(by).digest('hex');
}
