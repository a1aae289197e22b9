import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderAccount } from '../port/telephony-provider.js';

export interface Reply {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly range: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

/** A real HTTP server in the provider's place: checks the account, answers as it was set to, keeps what it got. */
export class ProviderServer {
  readonly received: ReceivedRequest[] = [];
  /** Requests that came without the account's credentials. */
  strangers = 0;
  private replies: readonly Reply[] = [];

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
        const form = formOf(Buffer.concat(chunks).toString('utf8'), request.headers['content-type']);
        const isKnown = request.headers.authorization === credentials;
        if (!isKnown) server.strangers++;
        const { method = '', url = '', headers } = request;
        server.received.push({ method, path: url, range: headers.range, form });
        const reply = isKnown ? server.nextReply() : server.refusal;
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

  /** The last of the replies is repeated. */
  answers(...replies: readonly Reply[]): void {
    this.replies = replies;
    this.strangers = 0;
    this.received.length = 0;
  }

  private nextReply(): Reply {
    const [next, ...later] = this.replies;
    if (later.length > 0) this.replies = later;
    return next ?? { status: 200, body: '{}' };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** A form or JSON, every value as a text. */
function formOf(body: string, type = ''): Readonly<Record<string, string>> {
  if (!type.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(body));
  const json = JSON.parse(body || '{}') as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, String(value)]));
}
