import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server that keeps what it takes. */
export class MailServer {
  /** Whole messages, in the order in which they came. */
  readonly mails: string[] = [];
  /** Of each of them, to whom it was handed over. */
  readonly recipients: string[][] = [];
  /** What it answers to a message; null: it takes it. */
  refusal: { readonly code: number; readonly text: string } | null = null;

  /** What it does with the next messages instead, once it has taken them: hang up, or leave whoever sent them without an answer. */
  readonly failures: ('hangs up' | 'says nothing')[] = [];

  private readonly sockets = new Set<Socket>();
  private readonly server = new SMTPServer({
    closeTimeout: 100,
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { refusal } = this;
        if (refusal) return done(Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
        this.mails.push(Buffer.concat(chunks).toString('utf8'));
        this.recipients.push(session.envelope.rcptTo.map(({ address }) => address));
        const failure = this.failures.shift();
        if (failure === 'hangs up') for (const socket of this.sockets) socket.destroy();
        if (!failure) done();
      });
    },
  });

  static async start(): Promise<MailServer> {
    const mail = new MailServer();
    mail.server.server.on('connection', (socket: Socket) => {
      mail.sockets.add(socket);
      socket.once('close', () => mail.sockets.delete(socket));
    });
    mail.server.listen(0, '127.0.0.1');
    await once(mail.server.server, 'listening');
    return mail;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  reset(): void {
    this.mails.length = 0;
    this.recipients.length = 0;
    this.refusal = null;
    this.failures.length = 0;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
