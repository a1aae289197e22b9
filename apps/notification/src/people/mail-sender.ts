import { Inject, Injectable } from '@nestjs/common';
import { type Mail, Mailer } from '@ringdown/chat';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import type { SendResult } from './send-result.js';

/** Sends e-mail to people, one thread for all of an incident. */
@Injectable()
export class MailSender {
  constructor(
    private readonly mailer: Mailer,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async send(mail: Mail): Promise<SendResult> {
    const answer = await this.mailer.send(mail);
    if (answer.type === 'taken') return { type: 'sent', providerId: null };
    const { type, reason } = answer;
    this.logger.warn({ reason, notification: mail.id }, 'an e-mail was not taken');
    return type === 'retry' ? { type, reason } : { type: 'failed', reason, category: null };
  }
}
