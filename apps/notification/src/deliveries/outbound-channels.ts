import { createHash } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  type ChatChannel,
  MailChannel,
  Mailer,
  OutboundHttp,
  SlackApp,
  SlackWebhook,
  StandardWebhook,
  TeamsWebhook,
} from '@ringdown/chat';
import { rpcDeadlineMs } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import type { Channel } from './recipients.js';

type SlackAppChannel = Extract<Channel, { type: 'slack-app' }>;

/** Control waits for rpcDeadlineMs only; before that it has to hear that the other side did not answer. */
const testTimeoutMs = rpcDeadlineMs - 500;

/** A channel that can be sent to, by what it takes. */
export type OutboundChannel =
  | { readonly takes: 'messages'; readonly chat: ChatChannel; readonly app: SlackApp | null }
  | { readonly takes: 'events'; readonly webhook: StandardWebhook }
  /** Its secrets were encrypted with another SECRET_KEY. */
  | { readonly takes: 'nothing'; readonly reason: string };

/** Opens channels as the configuration describes them, with the secrets that they have now. */
@Injectable()
export class OutboundChannels implements OnApplicationShutdown {
  private readonly http: OutboundHttp;
  private readonly testHttp: OutboundHttp;
  private readonly apps = new Map<string, { readonly key: string; readonly app: SlackApp }>();

  constructor(
    private readonly cipher: SecretCipher,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly mailer: Mailer,
  ) {
    const { outboundAllowPrivate: allowPrivate } = settings;
    this.http = new OutboundHttp({ allowPrivate });
    this.testHttp = new OutboundHttp({ allowPrivate, timeoutMs: testTimeoutMs });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.http.close(), this.testHttp.close()]);
  }

  /** `forTest`: within the time that somebody waits for it. */
  open(channel: Channel, forTest = false): OutboundChannel {
    try {
      return this.opened(channel, forTest);
    } catch {
      return {
        takes: 'nothing',
        reason: `The secrets of the channel do not open with this SECRET_KEY. Enter ${secretsOf(channel)}.`,
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
      case 'email':
        return { takes: 'messages', chat: this.mailChannel(channel.address, forTest), app: null };
      case 'slack-app': {
        const botToken = this.cipher.decrypt(channel.botTokenSecret);
        const app = forTest ? this.newApp(channel, botToken, testTimeoutMs) : this.appOf(channel, botToken);
        return { takes: 'messages', chat: app, app };
      }
      case 'webhook': {
        const now = this.clock.now().toISOString();
        const live = channel.signingSecrets.filter(({ validUntil }) => validUntil === null || validUntil > now);
        const secrets = live.map(({ keySecret }) => this.cipher.decrypt(keySecret));
        const url = this.cipher.decrypt(channel.urlSecret);
        return {
          takes: 'events',
          webhook: new StandardWebhook({ url, secrets, format: channel.format }, http, this.clock),
        };
      }
    }
  }

  private mailChannel(address: string, forTest: boolean): MailChannel {
    return new MailChannel(address, this.mailer, ...(forTest ? [testTimeoutMs] : []));
  }

  /** An app remembers which channel a name stands for. */
  private appOf(channel: SlackAppChannel, botToken: string): SlackApp {
    const key = targetOf(channel);
    const known = this.apps.get(channel.id);
    if (known?.key === key) return known.app;
    const app = this.newApp(channel, botToken);
    this.apps.set(channel.id, { key, app });
    return app;
  }

  private newApp({ channel }: SlackAppChannel, botToken: string, timeoutMs?: number): SlackApp {
    const apiUrl = this.settings.slackApiUrl;
    return new SlackApp({ botToken, channel }, { apiUrl, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  }
}

const secretsOf = ({ type }: Channel): string => {
  if (type === 'slack-app') return 'its bot token and signing secret again';
  return type === 'webhook' ? 'its URL again, and rotate its secret' : 'its URL again';
};

/** What a channel is reached by: another one where any of it changes. */
export const targetOf = (channel: Channel): string => createHash('sha256').update(addressOf(channel)).digest('hex');

function addressOf(channel: Channel): string {
  switch (channel.type) {
    case 'email':
      return channel.address;
    case 'slack-app':
      return `${channel.botTokenSecret} ${channel.channel}`;
    default:
      return channel.urlSecret;
  }
}
