import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A provider's REST side that answers everything alike, and remembers what it was asked. */
export class FakeProvider {
  readonly asked: Asked[] = [];
  private status = 200;
  private body: unknown = {};

  private constructor(private readonly server: Server) {}

  static async open(): Promise<FakeProvider> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const provider = new FakeProvider(server);
    server.on('request', (request, response) => {
      void provider.remember(request).then(() => {
        response.writeHead(provider.status, { 'content-type': 'application/json' }).end(JSON.stringify(provider.body));
      });
    });
    return provider;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  answer(status: number, body: unknown): void {
    [this.status, this.body] = [status, body];
  }

  forget(): void {
    this.asked.length = 0;
    this.answer(200, {});
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async remember(request: IncomingMessage): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const isJson = request.headers['content-type']?.includes('json') === true;
    const fields = isJson ? (JSON.parse(text || '{}') as object) : Object.fromEntries(new URLSearchParams(text));
    const { method = '', url = '', headers } = request;
    this.asked.push({ method, url, authorization: headers.authorization, fields: { ...fields } });
  }
}
