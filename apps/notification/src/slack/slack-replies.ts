import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { OutboundHttp, type SlackApi } from '@ringdown/chat';
import { Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { type Answer, ephemeralMessage } from './slack-answer.js';

/** Where one person reads what they are told. */
export interface Place {
  readonly api: SlackApi;
  readonly slackUserId: string;
  /** Takes five answers within half an hour; null where Slack gave none. */
  readonly responseUrl: string | null;
  readonly channelId: string | null;
}

const slackHost = 'hooks.slack.com';

/** Tells one person what came of what they did, so that nobody else sees it. */
@Injectable()
export class SlackReplies implements OnApplicationShutdown {
  private readonly toSlack = new OutboundHttp({ allowPrivate: false });
  /** SLACK_API_URL is the operator's, and may be on this machine. */
  private readonly toOurSlack = new OutboundHttp({ allowPrivate: true });

  constructor(
    private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Never throws. */
  async tell({ api, slackUserId, responseUrl, channelId }: Place, answer: Answer): Promise<void> {
    const message = ephemeralMessage(answer);
    const why = responseUrl === null ? 'there is no response_url' : await this.post(responseUrl, message);
    if (why === null) return;
    if (channelId !== null) {
      const { text, blocks } = message;
      const posted = await api.call('chat.postEphemeral', { channel: channelId, user: slackUserId, text, blocks });
      if (posted.type === 'ok') return;
    }
    this.logger.warn({ slackUserId, reason: why }, 'somebody in Slack could not be told what came of it');
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.toSlack.close(), this.toOurSlack.close()]);
  }

  /** Why it did not arrive; null where it did. */
  private async post(url: string, message: object): Promise<string | null> {
    const http = this.httpFor(url);
    if (!http) return 'the response_url is not Slack’s';
    const answer = await http.postJson(url, JSON.stringify(message));
    if (answer.type !== 'answered') return answer.reason;
    return answer.status < 300 ? null : `the response_url answered ${answer.status}`;
  }

  private httpFor(given: string): OutboundHttp | null {
    if (!URL.canParse(given)) return null;
    const url = new URL(given);
    if (url.origin === new URL(this.settings.slackApiUrl).origin) return this.toOurSlack;
    return url.protocol === 'https:' && url.host === slackHost ? this.toSlack : null;
  }
}
