import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderAccount } from '../port/telephony-provider.js';

export interface Reply {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly range: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

/** A real HTTP server in the provider's place: checks the account, answers what it was last told to, keeps what it got. */
export class ProviderServer {
  readonly received: ReceivedRequest[] = [];
  /** Requests that came without the account's credentials. */
  strangers = 0;
  private reply: Reply = { status: 200, body: '{}' };

  private constructor(
    private readonly server: Server,
    private readonly refusal: Reply,
  ) {}

  static async start({ accountId, authToken }: ProviderAccount, refusal: Reply): Promise<ProviderServer> {
    const http = createServer();
    const server = new ProviderServer(http, refusal);
    const credentials = `Basic ${Buffer.from(`${accountId}:${authToken}`).toString('base64')}`;
    http.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
        const isKnown = request.headers.authorization === credentials;
        if (!isKnown) server.strangers++;
        const { method = '', url = '', headers } = request;
        server.received.push({ method, path: url, range: headers.range, form });
        const reply = isKnown ? server.reply : server.refusal;
        response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers }).end(reply.body);
      });
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  answers(reply: Reply): void {
    this.reply = reply;
    this.strangers = 0;
    this.received.length = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
