import { Injectable } from '@nestjs/common';
import { type ChatMessage, SlackApi, SlackApp, slackFailure, slackUserByEmail } from '@ringdown/chat';
import type { ConfigDocument } from '@ringdown/contracts';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { SendResult } from './send-result.js';

type SlackAppChannel = Extract<ConfigDocument<'channel'>, { type: 'slack-app' }>;

export interface DirectMessage {
  /** Of the notification: what is posted carries it. */
  readonly id: string;
  /** Of the incident, or of the notification where there is none. */
  readonly threadId: string;
  readonly message: ChatMessage;
  /** Since when an earlier try may have arrived; null: there was none. */
  readonly triedSince: Date | null;
}

const timeoutMs = 5000;

const failed = (reason: string): SendResult => ({ type: 'failed', reason, category: null });

/** Writes direct messages by the Slack apps of the channels: the first by name that knows the person's e-mail address. */
@Injectable()
export class SlackSender {
  private readonly options: { readonly apiUrl: string; readonly timeoutMs: number };

  constructor(
    private readonly mirror: ConfigMirror,
    private readonly cipher: SecretCipher,
    { slackApiUrl: apiUrl }: Settings,
  ) {
    this.options = { apiUrl, timeoutMs };
  }

  /** One try. Never throws for what Slack does. */
  async send(email: string, message: DirectMessage): Promise<SendResult> {
    const apps = this.apps();
    if (apps.length === 0) return failed('No Slack app is set up');
    const reasons: string[] = [];
    for (const { name, botToken } of apps) {
      const result =
        botToken === null
          ? failed(`The token of the channel ${name} does not open with this SECRET_KEY. Enter it again`)
          : await this.sendBy(botToken, email, message);
      // one that cannot say now may be the one that knows them
      if (result !== null && result.type !== 'failed') return result;
      if (result !== null) reasons.push(result.reason);
    }
    return failed(reasons[0] ?? `Slack knows nobody with the e-mail address ${email}`);
  }

  /** Null: the app does not know them. */
  private async sendBy(
    botToken: string,
    email: string,
    { id, threadId, message, triedSince }: DirectMessage,
  ): Promise<SendResult | null> {
    const person = await slackUserByEmail(new SlackApi(botToken, this.options), email);
    if (person.type === 'unknown') return null;
    if (person.type === 'unanswered') return resultOf(slackFailure(person.answer, email));
    const app = new SlackApp({ botToken, channel: person.userId }, this.options);
    const answer = await app.deliver({ id, threadId, message, replaces: null, threadLine: null, triedSince });
    return answer.type === 'accepted' ? { type: 'sent', providerId: null } : resultOf(answer);
  }

  /** One for each token, by the names of the channels. */
  private apps(): readonly { readonly name: string; readonly botToken: string | null }[] {
    const channels = this.mirror.all('channel').filter((one): one is SlackAppChannel => one.type === 'slack-app');
    const apps = channels
      .toSorted((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id))
      .map(({ name, botTokenSecret }) => ({ name, botToken: this.opened(botTokenSecret) }));
    return apps.filter(({ botToken }, place) => apps.findIndex((other) => other.botToken === botToken) === place);
  }

  private opened(secret: string): string | null {
    try {
      return this.cipher.decrypt(secret);
    } catch {
      return null;
    }
  }
}

const resultOf = (answer: ReturnType<typeof slackFailure>): SendResult =>
  answer.type === 'failed-for-good' ? failed(answer.reason) : answer;
