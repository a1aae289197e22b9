import { assertNever } from '@ringdown/kernel';
import type { ChatMessage } from './chat-message.js';
import type { OutboundAnswer } from './outbound-http.js';

/** Where a message was posted, as its provider knows it: what it takes to change the message, or to write below it. */
export interface MessageRef {
  /** Slack: the channel's id. */
  readonly place: string;
  /** Slack: the message's `ts`. */
  readonly message: string;
}

/** One try of a delivery: a message, and what it has to do with those before it. */
export interface Outgoing {
  /** Of the delivery, the same at each try: whoever gets a message twice, since an answer was lost, knows it by this. */
  readonly id: string;
  readonly message: ChatMessage;
  /** What all messages about one call or incident have in common. */
  readonly threadId: string;
  /** The message that this one takes the place of; null: none was posted yet. Channels that cannot change a message post another. */
  readonly replaces: MessageRef | null;
  /** Few words for the thread below the message; null where the message says it all. Channels without threads leave it out. */
  readonly threadLine: string | null;
  /** Since when an earlier try of it may have arrived without our knowing: who can looks there before posting again. Null: none may. */
  readonly triedSince: Date | null;
}

/**
 * One channel of a chat provider. To add a provider: render a ChatMessage as its payload (pure, within its limits), post
 * it through OutboundHttp, and run `itIsAChatChannel` over it.
 */
export interface ChatChannel {
  /** One try. Never throws for what the other side or the network does: that is an answer. */
  deliver(outgoing: Outgoing): Promise<DeliveryAnswer>;
}

/** What became of one try to deliver. `detail` and `reason` are sentences for the person who looks at the delivery. */
export type DeliveryAnswer =
  | {
      readonly type: 'accepted';
      readonly detail: string;
      /** Where the message stands now; absent where it cannot be changed any more. */
      readonly ref?: MessageRef;
    }
  /** Try again: after `afterMs` where the other side named a time. */
  | { readonly type: 'retry'; readonly reason: string; readonly afterMs?: number }
  /** Trying again cannot help. `isGone`: the other side says that nobody is there any more (410). */
  | { readonly type: 'failed-for-good'; readonly reason: string; readonly isGone?: boolean };

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
