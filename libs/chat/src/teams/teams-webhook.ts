import type { ChatChannel } from '../chat-channel.js';
import type { ChatMessage } from '../chat-message.js';
import type { DeliveryAnswer } from '../delivery-answer.js';
import type { OutboundHttp } from '../outbound/outbound-http.js';
import { renderTeams } from './render-teams.js';
import { teamsAnswer } from './teams-answer.js';

/** A Teams Workflows webhook ("When a Teams webhook request is received"). It accepts with 202 before the card is posted. */
export class TeamsWebhook implements ChatChannel {
  constructor(
    private readonly url: string,
    private readonly http: OutboundHttp,
  ) {}

  async deliver(message: ChatMessage): Promise<DeliveryAnswer> {
    return teamsAnswer(await this.http.postJson(this.url, JSON.stringify(renderTeams(message))));
  }
}
