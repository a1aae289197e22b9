import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  /** A form or JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

/** A real HTTP server in the place of Twilio's REST API and of a push server: takes all, unless it was told otherwise. */
export class FakeServer {
  readonly received: Received[] = [];
  private script: (request: Received) => Reply | null = () => null;
  private count = 0;
  private hold: { readonly arrive: () => void; readonly gone: Promise<void> } | null = null;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeServer> {
    const server = createServer();
    const fake = new FakeServer(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
        const body = isJson
          ? (JSON.parse(text) as Record<string, unknown>)
          : Object.fromEntries(new URLSearchParams(text));
        const received = { path: request.url ?? '', body };
        fake.received.push(received);
        const reply = fake.script(received) ?? fake.taken(received);
        const answer = () =>
          response
            .writeHead(reply.status, { 'content-type': 'application/json' })
            .end(JSON.stringify(reply.body ?? {}));
        const { hold } = fake;
        fake.hold = null;
        hold?.arrive();
        if (hold) void hold.gone.then(answer);
        else answer();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return fake;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Null: the request is taken. */
  answers(script: (request: Received) => Reply | null): void {
    this.script = script;
  }

  /** The next request has arrived, and is not answered until it may go on. */
  holdsTheNext(): { readonly arrived: Promise<void>; readonly goOn: () => void } {
    let arrive = (): void => undefined;
    let goOn = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    this.hold = { arrive, gone: new Promise<void>((resolve) => (goOn = resolve)) };
    return { arrived, goOn };
  }

  reset(): void {
    this.received.length = 0;
    this.script = () => null;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private taken({ path }: Received): Reply {
    if (path.includes('/Calls.json?')) return { status: 200, body: { calls: [] } };
    if (path.includes('/Messages.json?')) return { status: 200, body: { messages: [] } };
    const letters = path.endsWith('/Calls.json') ? 'CA' : 'SM';
    return { status: 201, body: { sid: `${letters}${String(++this.count).padStart(32, '0')}`, status: 'queued' } };
  }
}
