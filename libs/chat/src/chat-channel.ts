import type { ChatMessage } from './chat-message.js';
import type { DeliveryAnswer } from './delivery-answer.js';

/**
 * One channel of a chat provider. To add a provider: render a ChatMessage as its payload (pure, within its limits), post
 * it through OutboundHttp, and run `itIsAChatChannel` over it.
 */
export interface ChatChannel {
  /** Posts one message, once. Never throws for what the other side or the network does: that is an answer. */
  deliver(message: ChatMessage): Promise<DeliveryAnswer>;
}
