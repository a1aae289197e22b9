import { setTimeout as wait } from 'node:timers/promises';
import { createTransport, type Transporter } from 'nodemailer';

export interface Mail {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Of the delivery or notification: a mail that is sent again bears the same `Message-ID`. */
  readonly id: string;
  /** What it belongs to, with other mails: an incident, a call; null: nothing. */
  readonly threadId: string | null;
}

/** What became of one try. `detail` and `reason` are sentences for the person who looks at it. */
export type MailAnswer =
  | { readonly type: 'taken'; readonly detail: string }
  | { readonly type: 'retry'; readonly reason: string }
  | { readonly type: 'refused'; readonly reason: string };

interface MailerOptions {
  /** SMTP_URL: `smtp://user:password@host:587`, with the sender's address as `?from=` where it is not ringdown@ the domain. */
  readonly smtpUrl: string | undefined;
  /** PUBLIC_URL: its host is the domain of our addresses and ids. */
  readonly publicUrl: string;
}

/** For the connection, for the greeting, and between two signs of life after that. */
const timeoutMs = 10_000;
/** For all of it: a server that says a little now and then must not hold up a channel, or somebody's notification. */
const longestMs = 30_000;

/** Sends mails through SMTP_URL, one thread for all that have a `threadId` in common (RFC 5322, 3.6.4). */
export class Mailer {
  private readonly transport: Transporter | null;
  private readonly domain: string;
  private readonly from: string;

  constructor({ smtpUrl, publicUrl }: MailerOptions) {
    this.domain = new URL(publicUrl).hostname;
    this.from = new URLSearchParams(smtpUrl?.split('?')[1]).get('from') ?? `ringdown@${this.domain}`;
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

  /** One try. Never throws. A mail that the server has not answered in time may arrive all the same, once more under its id. */
  async send(mail: Mail, withinMs = longestMs): Promise<MailAnswer> {
    const { transport } = this;
    if (!transport) return { type: 'refused', reason: 'No e-mail is sent: SMTP_URL is not set' };
    const late = { type: 'retry', reason: `The mail server has not taken it within ${withinMs / 1000} s` } as const;
    const answered = new AbortController();
    return Promise.race([this.sendBy(transport, mail), wait(withinMs, late, { signal: answered.signal })]).finally(() =>
      answered.abort(),
    );
  }

  private async sendBy(transport: Transporter, { to, id, threadId, ...message }: Mail): Promise<MailAnswer> {
    const thread = threadId === null ? null : `<${threadId}@${this.domain}>`;
    try {
      const { response } = (await transport.sendMail({
        ...message,
        from: { name: 'Ringdown', address: this.from },
        // an address as it is: a string would be read as a list of them
        to: { name: '', address: to },
        messageId: `<${id}@${this.domain}>`,
        ...(thread === null ? {} : { inReplyTo: thread, references: thread }),
        // so that an absence notice does not answer (RFC 3834), and our own ingest does not open an incident of it
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Ringdown-Notification': id },
      })) as { response?: string };
      return { type: 'taken', detail: `The mail server answered ${response ?? 'that it took the e-mail'}` };
    } catch (error) {
      return failureOf(error as MailError);
    }
  }

  close(): void {
    this.transport?.close();
  }
}

interface MailError extends Error {
  readonly responseCode?: number;
  readonly code?: string;
}

/** 5xx: the server will say the same next time (RFC 5321, 4.2.1). An address that is none is not sent to a server at all. */
function failureOf({ message, responseCode, code }: MailError): MailAnswer {
  const isFinal = responseCode === undefined ? code === 'EENVELOPE' : responseCode >= 500;
  if (!isFinal) return { type: 'retry', reason: message };
  const advice = code === 'EAUTH' ? '. See whether the user name and password in SMTP_URL are right' : '';
  return { type: 'refused', reason: `${message}${advice}` };
}
