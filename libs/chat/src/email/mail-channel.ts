import type { ChatChannel, DeliveryAnswer, Outgoing } from '../chat-channel.js';
import type { Mailer } from './mailer.js';
import { renderMail } from './render-mail.js';

/**
 * One address that messages are mailed to. A mail cannot be changed: each message is one of its own, in one thread with those that have
 * its `threadId` (by `References` and by its subject, which programs such as Gmail want to be the same).
 */
export class MailChannel implements ChatChannel {
  constructor(
    private readonly address: string,
    private readonly mailer: Mailer,
    /** Where somebody waits for the answer. */
    private readonly withinMs?: number,
  ) {}

  async deliver({ id, message, threadId }: Outgoing): Promise<DeliveryAnswer> {
    const answer = await this.mailer.send({ ...renderMail(message), to: this.address, id, threadId }, this.withinMs);
    switch (answer.type) {
      case 'taken':
        return { type: 'accepted', detail: answer.detail };
      case 'retry':
        return { type: 'retry', reason: answer.reason };
      case 'refused':
        return { type: 'failed-for-good', reason: answer.reason };
    }
  }
}
