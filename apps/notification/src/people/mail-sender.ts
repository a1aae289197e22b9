import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Mail, Mailer } from '@ringdown/chat';
import { Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import type { SendResult } from './send-result.js';

/** Sends e-mail to people, one thread for all of an incident. */
@Injectable()
export class MailSender implements OnApplicationShutdown {
  private readonly mailer: Mailer;

  constructor(
    settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.mailer = new Mailer(settings);
  }

  async send(mail: Mail): Promise<SendResult> {
    const answer = await this.mailer.send(mail);
    if (answer.type === 'taken') return { type: 'sent', providerId: null };
    const { type, reason } = answer;
    this.logger.warn({ reason, notification: mail.id }, 'an e-mail was not taken');
    return type === 'retry' ? { type, reason } : { type: 'failed', reason, category: null };
  }

  onApplicationShutdown(): void {
    this.mailer.close();
  }
}
