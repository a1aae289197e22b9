import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { eventually } from '@ringdown/testkit';
import { ChatServer } from './testing/chat-server.js';
import { OutboundHttp } from './outbound-http.js';
import type { ResolveAll } from './public-address.js';

const pointingAt =
  (...addresses: string[]): ResolveAll =>
  (_hostname, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

/** Speaks as much HTTP as a test tells it, once a request has arrived. */
class RudeServer {
  /** Connections that are there. */
  open = 0;

  private constructor(private readonly server: Server) {}

  static async start(misbehave: (socket: Socket) => void): Promise<RudeServer> {
    const server = createServer();
    const rude = new RudeServer(server);
    server.on('connection', (socket) => {
      rude.open += 1;
      socket.on('error', () => undefined).on('close', () => (rude.open -= 1));
      socket.once('data', () => misbehave(socket));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return rude;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.server.close();
    await once(this.server, 'close');
  }
}

describe('OutboundHttp', () => {
  let server: ChatServer;
  let http: OutboundHttp;
  beforeAll(async () => {
    server = await ChatServer.start();
  });
  beforeEach(() => server.answers({ status: 200, body: 'ok' }));
  afterEach(() => http.close());
  afterAll(() => server.stop());

  const port = () => new URL(server.url).port;

  it.each([
    ['a literal loopback address', () => `https://127.0.0.1:${port()}/`],
    ['a literal address in another spelling', () => `https://0x7f.1:${port()}/`],
    ['the IPv6 loopback', () => `https://[::1]:${port()}/`],
    ['an IPv4 address mapped into IPv6', () => `https://[::ffff:127.0.0.1]:${port()}/`],
    ['the metadata service', () => 'https://169.254.169.254/latest/meta-data'],
    ['localhost by its name', () => `https://localhost:${port()}/`],
  ])('refuses %s', async (_what, url) => {
    http = new OutboundHttp({ allowPrivate: false, timeoutMs: 2000 });
    expect(await http.postJson(url(), '{}')).toEqual({
      type: 'refused',
      reason: expect.stringContaining('OUTBOUND_ALLOW_PRIVATE'),
    });
    expect(server.received).toHaveLength(0);
  });

  it('refuses a public name that points inside', async () => {
    http = new OutboundHttp({ allowPrivate: false, timeoutMs: 2000, resolve: pointingAt('10.0.0.7', '127.0.0.1') });
    const answer = await http.postJson(`https://hooks.example.com:${port()}/`, '{}');
    expect(answer).toEqual({ type: 'refused', reason: expect.stringContaining('hooks.example.com') });
    expect(server.received).toHaveLength(0);
  });

  it('sends over plain http only where private addresses are allowed', async () => {
    http = new OutboundHttp({ allowPrivate: false });
    expect(await http.postJson(server.url, '{}')).toEqual({
      type: 'refused',
      reason: expect.stringContaining('https'),
    });
    await http.close();
    http = new OutboundHttp({ allowPrivate: true });
    expect(await http.postJson(server.url, '{}')).toEqual({ type: 'answered', status: 200, body: 'ok' });
  });

  it('reads the beginning of an endless body only', async () => {
    server.answers({ status: 400, body: 'x'.repeat(5_000_000) });
    http = new OutboundHttp({ allowPrivate: true });
    const answer = await http.postJson(server.url, '{}');
    expect(answer).toMatchObject({ type: 'answered', status: 400, body: 'x'.repeat(2000) });
  });

  it('says so when the URL is none', async () => {
    http = new OutboundHttp({ allowPrivate: true });
    expect(await http.postJson('not a url', '{}')).toMatchObject({ type: 'refused' });
  });

  it('sends headers besides its own', async () => {
    http = new OutboundHttp({ allowPrivate: true });
    await http.postJson(server.url, '{}', { 'webhook-id': 'dlv_1', 'content-type': 'text/plain' });
    expect(server.received[0]?.headers).toMatchObject({
      'webhook-id': 'dlv_1',
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Ringdown',
      'accept-encoding': 'identity',
    });
  });
});

describe('OutboundHttp and a server that does not end', () => {
  const ask = async (misbehave: (socket: Socket) => void, timeoutMs = 300) => {
    const rude = await RudeServer.start(misbehave);
    const http = new OutboundHttp({ allowPrivate: true, timeoutMs });
    const answer = await http.postJson(rude.url, '{}');
    // no connection stays behind
    await eventually(() => rude.open === 0);
    await http.close();
    await rude.stop();
    return answer;
  };
  const forEver = (socket: Socket, bytes: string, everyMs: number) => {
    const timer = setInterval(() => socket.write(bytes), everyMs);
    socket.on('close', () => clearInterval(timer));
  };
  const late = { type: 'unreachable', reason: 'no answer in time' };

  it('waits for no handshake of TLS longer than it may, however many wait for a connection', async () => {
    const rude = await RudeServer.start(() => undefined);
    const http = new OutboundHttp({ allowPrivate: true, timeoutMs: 300 });
    const url = rude.url.replace('http:', 'https:');
    const answers = await Promise.all(Array.from({ length: 100 }, () => http.postJson(url, '{}')));
    await rude.stop();
    await http.close();
    expect(answers).toEqual(answers.map(() => late));
  });

  it('waits for no head of an answer that trickles', async () => {
    expect(await ask((socket) => forEver(socket, 'H', 20))).toMatchObject({ type: 'unreachable' });
    const head = (socket: Socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      forEver(socket, 'x: 1\r\n', 20);
    };
    expect(await ask(head)).toEqual(late);
  });

  it('reads no head without end', async () => {
    const head = (socket: Socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      forEver(socket, `x: ${'y'.repeat(1000)}\r\n`.repeat(20), 1);
    };
    expect(await ask(head, 5000)).toMatchObject({ type: 'unreachable', reason: expect.stringContaining('HEADERS') });
  });

  it('waits for no final answer after announcements without end', async () => {
    expect(await ask((socket) => forEver(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n', 20))).toEqual(late);
  });

  it.each(['content-length: 1000000', 'transfer-encoding: chunked'])(
    'takes the status as it is when the body trickles (%s): sent again it would come twice',
    async (header) => {
      const trickle = (socket: Socket) => {
        socket.write(`HTTP/1.1 202 Accepted\r\n${header}\r\n\r\n`);
        forEver(socket, header.includes('chunked') ? '1\r\nz\r\n' : 'z', 20);
      };
      const answer = await ask(trickle);
      expect(answer).toEqual({ type: 'answered', status: 202, body: expect.stringMatching(/^z+$/) as string });
    },
  );

  it('takes the status as it is when the connection breaks within the body', async () => {
    const broken = (socket: Socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf of it', () => socket.destroy());
    expect(await ask(broken)).toEqual({ type: 'answered', status: 200, body: 'half of it' });
  });

  it('reads no more of a body without end than it shows', async () => {
    const flood = (socket: Socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      forEver(socket, `1000\r\n${'z'.repeat(0x1000)}\r\n`, 1);
    };
    expect(await ask(flood, 60_000)).toEqual({ type: 'answered', status: 200, body: 'z'.repeat(2000) });
  });

  it('unpacks nothing', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const packed = (socket: Socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nconnection: close\r\n');
      socket.write(`content-length: ${bomb.length}\r\n\r\n`);
      socket.end(bomb);
    };
    expect(await ask(packed)).toEqual({ type: 'answered', status: 200, body: '' });
  });
});
