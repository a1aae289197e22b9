import { Inject, Injectable } from '@nestjs/common';
import { SlackApi } from '@ringdown/chat';
import type { ConfigDocument } from '@ringdown/contracts';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import { isSignedBySlack, type SignedRequest } from './slack-signature.js';

interface KnownApp {
  readonly signingSecret: string;
  readonly botToken: string;
}

/** Slack wants an answer within 3 s; what it is asked on the way may take this long. */
const timeoutMs = 2000;

/** The Slack apps of all channels: whose signature a request has, and by which bots it can be answered. */
@Injectable()
export class SlackApps {
  private readonly byChannel = new Map<string, KnownApp>();
  private readonly apis = new Map<string, SlackApi>();

  constructor(
    mirror: ConfigMirror,
    private readonly cipher: SecretCipher,
    private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    mirror.onChange('channel', (id, channel) => this.take(id, channel));
  }

  /** The bots of the app that signed this, one a workspace; empty where none of ours did. */
  signersOf(request: SignedRequest): readonly SlackApi[] {
    const apps = [...this.byChannel.values()].filter(({ signingSecret }) => isSignedBySlack(request, signingSecret));
    return [...new Set(apps.map(({ botToken }) => botToken))].map((token) => this.apiOf(token));
  }

  private take(id: string, channel: ConfigDocument<'channel'> | undefined): void {
    this.byChannel.delete(id);
    if (channel?.type !== 'slack-app') return;
    try {
      const [signingSecret, botToken] = [channel.signingSecret, channel.botTokenSecret].map((secret) =>
        this.cipher.decrypt(secret),
      );
      if (signingSecret && botToken) this.byChannel.set(id, { signingSecret, botToken });
    } catch (error) {
      this.logger.error({ err: error, channelId: id }, 'nobody can act in Slack by the app of this channel');
    }
    this.forgetOldBots();
  }

  private forgetOldBots(): void {
    const used = new Set([...this.byChannel.values()].map(({ botToken }) => botToken));
    for (const token of [...this.apis.keys()]) if (!used.has(token)) this.apis.delete(token);
  }

  private apiOf(token: string): SlackApi {
    const api = this.apis.get(token) ?? new SlackApi(token, { apiUrl: this.settings.slackApiUrl, timeoutMs });
    this.apis.set(token, api);
    return api;
  }
}
