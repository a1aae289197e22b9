import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Reply {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of an answer, once the body was read: none ever comes, or the connection breaks. */
  readonly instead?: 'hang' | 'reset';
}

export interface Message {
  readonly path: string;
  readonly text: string;
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A real HTTP server in the place of Slack and Teams. A path gives the answers that were set for it in turn, then `ok`. */
export class FakeChat {
  private readonly messages: Message[] = [];
  private readonly scripts = new Map<string, Reply[]>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeChat> {
    const server = createServer();
    const fake = new FakeChat(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const path = request.url ?? '';
        const text = Buffer.concat(chunks).toString('utf8');
        fake.messages.push({ path, text, at: Date.now(), headers: request.headers as Record<string, string> });
        const reply = fake.scripts.get(path)?.shift() ?? { status: 200, body: 'ok' };
        if (reply.instead === 'reset') request.socket.destroy();
        else if (reply.instead !== 'hang') response.writeHead(reply.status, { ...reply.headers }).end(reply.body);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return fake;
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  answers(path: string, ...replies: Reply[]): void {
    this.scripts.set(path, replies);
  }

  /** What came to a path so far, oldest first. */
  received(path: string): readonly Message[] {
    return this.messages.filter((message) => message.path === path);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
