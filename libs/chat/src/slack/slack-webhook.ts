import { type ChatChannel, type DeliveryAnswer, type Outgoing, toDeliveryAnswer } from '../chat-channel.js';
import type { OutboundHttp } from '../outbound-http.js';
import { renderSlack } from './render-slack.js';

/**
 * A Slack incoming webhook. 200 `ok` is accepted; 400 invalid_payload, 403 action_prohibited, 404 no_service and
 * 410 channel_is_archived stay as they are; 429 says when to come back; 5xx (rollup_error) passes. Nobody is told of a pressed
 * button here, so there is none but the link; and no message can be changed, so each is a new one.
 */
export class SlackWebhook implements ChatChannel {
  constructor(
    private readonly url: string,
    private readonly http: OutboundHttp,
  ) {}

  async deliver({ id, message }: Outgoing): Promise<DeliveryAnswer> {
    const payload = renderSlack(message, { id });
    return toDeliveryAnswer(await this.http.postJson(this.url, JSON.stringify(payload)), 'Slack');
  }
}
