import { assertNever } from '@ringdown/kernel';
import type { ChatMessage } from './chat-message.js';
import type { OutboundAnswer } from './outbound-http.js';

/**
 * One channel of a chat provider. To add a provider: render a ChatMessage as its payload (pure, within its limits), post
 * it through OutboundHttp, and run `itIsAChatChannel` over it.
 */
export interface ChatChannel {
  /** Posts one message, once. Never throws for what the other side or the network does: that is an answer. */
  deliver(message: ChatMessage): Promise<DeliveryAnswer>;
}

/** What became of one try to deliver. `detail` and `reason` are sentences for the person who looks at the delivery. */
export type DeliveryAnswer =
  | { readonly type: 'accepted'; readonly detail: string }
  /** Try again: after `afterMs` where the other side named a time. */
  | { readonly type: 'retry'; readonly reason: string; readonly afterMs?: number }
  /** Trying again cannot help. */
  | { readonly type: 'failed-for-good'; readonly reason: string };

const shownCharacters = 200;

/**
 * What an answer over HTTP means for a delivery: 2xx is accepted; 429, 408, 425 and 5xx pass; everything else, redirects
 * included, will be the same next time. `alsoPassing`: what else passes at this provider.
 */
export function toDeliveryAnswer(
  answer: OutboundAnswer,
  provider: string,
  alsoPassing: readonly number[] = [],
): DeliveryAnswer {
  switch (answer.type) {
    case 'refused':
      return { type: 'failed-for-good', reason: answer.reason };
    case 'unreachable':
      return { type: 'retry', reason: `${provider} could not be reached (${answer.reason})` };
    case 'answered': {
      const said = `${provider} answered ${answer.status}${quoted(answer.body)}`;
      if (answer.status >= 200 && answer.status < 300) return { type: 'accepted', detail: said };
      if (!isPassing(answer.status) && !alsoPassing.includes(answer.status))
        return { type: 'failed-for-good', reason: said };
      const { retryAfterMs } = answer;
      return { type: 'retry', reason: said, ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }) };
    }
    default:
      return assertNever(answer);
  }
}

const isPassing = (status: number): boolean => status >= 500 || [408, 425, 429].includes(status);

function quoted(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim();
  if (line === '') return '';
  return `: ${line.length > shownCharacters ? `${line.slice(0, shownCharacters)}…` : line}`;
}
