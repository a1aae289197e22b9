import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Reply {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes the request and never answers. */
  readonly silent?: boolean;
}

interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A real HTTP server in the place of Slack or Teams. It answers as was set last, and keeps what it got. */
export class ChatServer {
  readonly received: ReceivedRequest[] = [];
  private reply: Reply = { status: 200 };

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ChatServer> {
    const server = createServer();
    const chat = new ChatServer(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        chat.received.push({
          method: request.method ?? '',
          path: request.url ?? '',
          contentType: request.headers['content-type'] ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        });
        const { status, body = '', headers = {}, silent = false } = chat.reply;
        if (!silent) response.writeHead(status, headers).end(body);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return chat;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook/secret`;
  }

  answers(reply: Reply): void {
    this.received.length = 0;
    this.reply = reply;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
