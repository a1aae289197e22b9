import { type ChatChannel, type DeliveryAnswer, type Outgoing, toDeliveryAnswer } from '../chat-channel.js';
import type { OutboundAnswer, OutboundHttp } from '../outbound-http.js';
import { renderTeams } from './render-teams.js';

/** A Teams Workflows webhook ("When a Teams webhook request is received"). It accepts with 202 before the card is posted. */
export class TeamsWebhook implements ChatChannel {
  constructor(
    private readonly url: string,
    private readonly http: OutboundHttp,
  ) {}

  async deliver({ id, message }: Outgoing): Promise<DeliveryAnswer> {
    return teamsAnswer(await this.http.postJson(this.url, JSON.stringify(renderTeams(message, id))));
  }
}

/** What an error of Teams means to whoever looks at the delivery, and what to do. */
const meanings: Readonly<Record<number, string>> = {
  400: 'Teams could not post this card. Send a channel test; where that fails too, make a new webhook in Teams and enter its URL.',
  401: 'The URL is not complete, or not valid any more. Copy it from the workflow in Teams and enter it again.',
  403: 'The webhook may not post in this channel. In Teams, see whether its owner still may.',
  404: 'The webhook or its channel is gone. Make a new webhook in Teams and enter its URL.',
  410: 'The webhook or its channel is gone. Make a new webhook in Teams and enter its URL.',
  413: 'The card is larger than Teams takes. Ringdown has the whole of it.',
};

const failedInside = /Webhook message delivery failed with error|Microsoft Teams endpoint returned HTTP error/i;
const innerStatus = /HTTP error (\d{3})/i;
const unsaid = 502;
/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit: 412 is to be retried as 429, 502 and 504 are. */
const alsoPassing = [412];

/**
 * What Teams' answer means for a delivery. A workflow accepts with 202 and no body, a connector with 200 and `1`; but a connector
 * also answers 200 where Teams took nothing, and has the error in its text: `Webhook message delivery failed with error:
 * Microsoft Teams endpoint returned HTTP error 429 with ContextId …` (https://github.com/MicrosoftDocs/msteams-docs/issues/1810).
 */
export function teamsAnswer(answer: OutboundAnswer): DeliveryAnswer {
  if (answer.type !== 'answered') return toDeliveryAnswer(answer, 'Teams');
  const status = isSuccess(answer.status) ? (statusInside(answer.body) ?? answer.status) : answer.status;
  const verdict = toDeliveryAnswer({ ...answer, status }, 'Teams', alsoPassing);
  const meaning = meanings[status];
  return verdict.type === 'failed-for-good' && meaning
    ? { ...verdict, reason: `${verdict.reason}. ${meaning}` }
    : verdict;
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** The error that a text of success holds; one without a number, as where Teams could not be reached, may pass. */
function statusInside(body: string): number | null {
  if (!failedInside.test(body)) return null;
  const status = Number(innerStatus.exec(body)?.[1] ?? unsaid);
  return isSuccess(status) ? unsaid : status;
}
