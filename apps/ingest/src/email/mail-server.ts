import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { CannotStart, LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { MailReceiver, MailRefused } from './mail-receiver.js';
import { parseMail } from './parse-mail.js';

export const maxMailBytes = 10 * 1024 * 1024;
/** So long a client may keep silent (RFC 5321, 4.5.3.2.7, asks for 5 minutes), and so long one mail may take to arrive. */
const silentMs = 300_000;
const arrivalMs = 600_000;
/** What has begun when the service stops gets so long. */
const stopMs = 5000;

type Answer = (error?: Error | null) => void;

/**
 * Takes mail to integrations by SMTP where MAIL_PORT is set: behind a mail server of the operator's, without TLS and without passwords.
 * The address is the secret. A mail is accepted once it is durable.
 */
@Injectable()
export class MailServer implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly server: SMTPServer;

  constructor(
    private readonly receiver: MailReceiver,
    private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.server = new SMTPServer({
      name: settings.mailDomain ?? 'ringdown',
      banner: 'Ringdown',
      disabledCommands: ['AUTH', 'STARTTLS', 'VRFY'],
      disableReverseLookup: true,
      // a monitor's own address may be anything
      lenientAddressParsing: true,
      size: maxMailBytes,
      rejectOversized: true,
      maxRecipients: 100,
      maxClients: 50,
      // nobody signs in here
      maxAllowedUnauthenticatedCommands: 10_000,
      socketTimeout: silentMs,
      closeTimeout: stopMs,
      onRcptTo: ({ address }, _session, answer) => answering(this.receiver.integrationOf(address), answer),
      onData: (stream, session, answer) => answering(this.take(stream, session), answer),
    });
    this.server.on('error', (error) => this.logger.debug({ err: error }, 'a connection to the mail server failed'));
  }

  /** @throws CannotStart where the port is taken. */
  async onApplicationBootstrap(): Promise<void> {
    const { mailPort, host } = this.settings;
    if (mailPort === undefined) return;
    const listener = this.server.listen(mailPort, host);
    await once(listener, 'listening').catch((error: Error) => {
      throw new CannotStart(`Cannot start: no mail is received at MAIL_PORT ${mailPort}: ${error.message}`);
    });
    this.logger.info({ port: this.port, domain: this.settings.mailDomain }, 'receiving mail');
  }

  /** Null where it does not listen. */
  get port(): number | null {
    return (this.server.server.address() as AddressInfo | null)?.port ?? null;
  }

  /** No new mail; what has begun is finished before the intake is closed. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.server.server.listening) await new Promise<void>((resolve) => this.server.close(resolve));
  }

  onApplicationShutdown(): void {
    for (const connection of this.server.connections) connection.close();
  }

  private async take(stream: SMTPServerDataStream, { id, envelope }: SMTPServerSession): Promise<void> {
    const tooSlow = setTimeout(() => this.closeConnection(id), arrivalMs);
    try {
      const returnPath = envelope.mailFrom ? envelope.mailFrom.address : '';
      const mail = await parseMail(stream, returnPath);
      // the server answers that itself
      if (stream.sizeExceeded) return;
      await this.receiver.accept(
        mail,
        envelope.rcptTo.map(({ address }) => address),
      );
    } finally {
      clearTimeout(tooSlow);
    }
  }

  private closeConnection(id: string): void {
    for (const connection of this.server.connections) if (connection.id === id) connection.close();
  }
}

/** What fails otherwise than with a refusal is tried again by who sends it. */
function answering(work: Promise<unknown>, answer: Answer): void {
  work.then(
    () => answer(null),
    (error: unknown) =>
      answer(
        error instanceof MailRefused ? error : new MailRefused(451, 'The mail could not be taken, try again later'),
      ),
  );
}
