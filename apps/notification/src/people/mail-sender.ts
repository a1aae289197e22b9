import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { createTransport, type Transporter } from 'nodemailer';
import type { MailMessage } from './person-messages.js';
import type { SendResult } from './send-result.js';

export interface Mail extends MailMessage {
  readonly to: string;
  /** Of the notification: a mail that is sent again bears the same `Message-ID`. */
  readonly id: string;
  /** What it belongs to, with other mails: an incident; null: nothing. */
  readonly threadId: string | null;
}

const timeoutMs = 10_000;

/** Sends e-mail by SMTP_URL, one thread for all of an incident (RFC 5322, 3.6.4). */
@Injectable()
export class MailSender implements OnApplicationShutdown {
  private readonly transport: Transporter | null;
  private readonly domain: string;
  private readonly from: string;

  constructor(
    { smtpUrl, publicUrl }: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.domain = new URL(publicUrl).hostname;
    this.from = `Ringdown <${new URLSearchParams(smtpUrl?.split('?')[1]).get('from') ?? `ringdown@${this.domain}`}>`;
    this.transport = smtpUrl
      ? createTransport(smtpUrl, {
          connectionTimeout: timeoutMs,
          greetingTimeout: timeoutMs,
          socketTimeout: timeoutMs,
          disableFileAccess: true,
          disableUrlAccess: true,
        } as object)
      : null;
  }

  async send({ to, id, threadId, ...message }: Mail): Promise<SendResult> {
    if (!this.transport) return { type: 'failed', reason: 'No e-mail is sent: SMTP_URL is not set', category: null };
    const thread = threadId === null ? null : `<${threadId}@${this.domain}>`;
    try {
      await this.transport.sendMail({
        from: this.from,
        to,
        ...message,
        messageId: `<${id}@${this.domain}>`,
        ...(thread === null ? {} : { inReplyTo: thread, references: thread }),
        // so that an absence notice does not answer (RFC 3834), and our own ingest does not open an incident of it
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Ringdown-Notification': id },
      });
      return { type: 'sent', providerId: null };
    } catch (error) {
      const { responseCode, message: reason } = error as { responseCode?: number; message: string };
      this.logger.warn({ err: error, notification: id }, 'an e-mail was not taken');
      // 5xx: the server will say the same next time (RFC 5321, 4.2.1)
      const isFinal = responseCode !== undefined && responseCode >= 500;
      return isFinal ? { type: 'failed', reason, category: null } : { type: 'retry', reason };
    }
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}
