import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChangeNotifier } from '../calls/change-notifier.js';

/** A request as the customer's side received it. */
interface CustomerRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Checked by other code than the one that signed it. */
  readonly signed: boolean;
}

/** What a signature is checked with. */
export interface Signed {
  readonly method: 'GET' | 'POST';
  /** As it was requested. */
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export type Reply = string | ((request: CustomerRequest, response: ServerResponse) => string | undefined);

/** The customer's web server: answers documents by path, and keeps the requests. */
export class CustomerServer {
  readonly requests: CustomerRequest[] = [];
  /** Notifies of every request. */
  readonly changes = new ChangeNotifier();
  private readonly replies = new Map<string, Reply>();
  private readonly server: Server;
  url = '';

  constructor(private readonly isSigned: (signed: Signed) => boolean) {
    this.server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', this.url);
        const params = Object.fromEntries(new URLSearchParams(body));
        const { headers } = request;
        const method = request.method === 'GET' ? 'GET' : 'POST';
        const signed = this.isSigned({ method, url: this.url + (request.url ?? ''), params, headers });
        const received = { method, path: url.pathname, query: url.searchParams, params, headers, signed };
        this.requests.push(received);
        this.changes.notify();
        this.reply(received, response);
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What a path answers: the inside of a `<Response>`, or a function that may write the answer itself. */
  on(path: string, reply: Reply): this {
    this.replies.set(path, reply);
    return this;
  }

  reset(): void {
    this.requests.length = 0;
    this.replies.clear();
  }

  requestsTo(path: string): readonly CustomerRequest[] {
    return this.requests.filter((one) => one.path === path);
  }

  private reply(request: CustomerRequest, response: ServerResponse): void {
    const reply = this.replies.get(request.path);
    if (reply === undefined) return void response.writeHead(404).end();
    if (!request.signed) return void response.writeHead(403).end();
    const inside = typeof reply === 'string' ? reply : reply(request, response);
    if (inside === undefined) return;
    response
      .writeHead(200, { 'content-type': 'text/xml' })
      .end(`<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`);
  }
}
