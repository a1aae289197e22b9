import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP server that can be unavailable and come back at its port. */
export class Upstream {
  private server: Server | null = null;
  port = 0;
  answer: RequestListener = (_request, response) => void response.end();

  async start(): Promise<void> {
    this.server = createServer((request, response) => this.answer(request, response)).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }
}
