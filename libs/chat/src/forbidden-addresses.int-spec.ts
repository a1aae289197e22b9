import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { OutboundHttp } from './outbound-http.js';
import { whyNotSentTo } from './outbound-url.js';
import type { ResolveAll } from './public-address.js';
import { ChatServer } from './testing/chat-server.js';
import { forbiddenHosts, forbiddenV4, forbiddenV6, trickyUrls } from './testing/forbidden-urls.js';

/** Listens where nothing may arrive: on both loopback addresses, at one port. */
class Canary {
  connections = 0;
  private readonly servers: Server[] = [];

  static async start(): Promise<Canary> {
    const canary = new Canary();
    await canary.listen('127.0.0.1', 0);
    await canary.listen('::1', canary.port);
    return canary;
  }

  get port(): number {
    return (this.servers[0]?.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const server of this.servers) {
      server.close();
      await once(server, 'close');
    }
  }

  private async listen(host: string, port: number): Promise<void> {
    const server = createServer((socket) => {
      this.connections += 1;
      socket.destroy();
    });
    this.servers.push(server);
    server.listen(port, host);
    await once(server, 'listening');
  }
}

/** A DNS that gives these answers, one after the other, and the last one from then on. */
function answering(...answers: readonly (readonly string[])[]): ResolveAll & { asked(): number } {
  let asked = 0;
  const resolve: ResolveAll = (_hostname, _options, callback) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return Object.assign(resolve, { asked: () => asked });
}

let canary: Canary;
const opened: OutboundHttp[] = [];
const guarded = (resolve?: ResolveAll): OutboundHttp => {
  const http = new OutboundHttp({ allowPrivate: false, timeoutMs: 1000, ...(resolve ? { resolve } : {}) });
  opened.push(http);
  return http;
};

beforeAll(async () => {
  canary = await Canary.start();
});
beforeEach(() => {
  canary.connections = 0;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((http) => http.close()));
});
afterAll(() => canary.stop());

it('is a canary: where private addresses are allowed, what is sent to them arrives', async () => {
  const http = new OutboundHttp({ allowPrivate: true, timeoutMs: 1000 });
  opened.push(http);
  for (const host of ['127.0.0.1', '[::1]', 'localhost', '0x7f.1', '[::ffff:127.0.0.1]'])
    expect(await http.postJson(`https://${host}:${canary.port}/`, '{}')).toMatchObject({ type: 'unreachable' });
  expect(canary.connections).toBeGreaterThanOrEqual(5);
});

it('has more than 300 spellings of forbidden addresses, all of them URLs', () => {
  const hosts = new Set(forbiddenHosts);
  const readable = [...hosts].filter((host) => URL.canParse(`https://${host}:1/`));
  expect(readable.length).toBeGreaterThan(300);
  expect(hosts.size - readable.length).toBeLessThan(5);
});

it('refuses each of them when it is saved', () => {
  const taken = forbiddenHosts.filter((host) => whyNotSentTo(`https://${host}:${canary.port}/`, false) === null);
  expect(taken).toEqual([]);
  expect(trickyUrls(canary.port).filter((url) => whyNotSentTo(url, false) === null)).toEqual([]);
});

it('refuses each of them when it is sent to, and no canary sees a thing', async () => {
  // Whatever a name would resolve to: the guard before it must have stopped it.
  const resolve = answering(['127.0.0.1', '::1']);
  const http = guarded(resolve);
  const urls = [...forbiddenHosts.map((host) => `https://${host}:${canary.port}/`), ...trickyUrls(canary.port)];
  const sent: string[] = [];
  for (const url of urls) if ((await http.postJson(url, '{}')).type !== 'refused') sent.push(url);
  expect(sent).toEqual([]);
  expect(canary.connections).toBe(0);
  expect(resolve.asked()).toBe(0);
});

it.each([
  ...forbiddenV4,
  ...forbiddenV6,
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'fe80::1%lo',
])('refuses a public name that resolves to %s', async (address) => {
  const url = `https://hooks.example.com:${canary.port}/`;
  expect(whyNotSentTo(url, false)).toBeNull();
  expect(await guarded(answering([address])).postJson(url, '{}')).toMatchObject({
    type: 'refused',
    reason: expect.stringContaining('hooks.example.com') as string,
  });
  expect(canary.connections).toBe(0);
});

it('refuses real names that point to loopback, as public DNS has them', async () => {
  for (const name of ['localtest.me', '127.0.0.1.nip.io', 'lvh.me', 'spoofed.burpcollaborator.net']) {
    const answer = await guarded(answering(['127.0.0.1'])).postJson(`https://${name}:${canary.port}/`, '{}');
    expect(answer).toMatchObject({ type: 'refused' });
  }
  expect(canary.connections).toBe(0);
});

// 192.0.2.0/24 and the like are refused themselves, so a public address is named; where there is a way to it, nobody answers in time.
const outside = '1.2.3.4';

it('connects to the address that was checked, though the name points elsewhere a moment later', async () => {
  const resolve = answering([outside], ['127.0.0.1']);
  const http = new OutboundHttp({ allowPrivate: false, timeoutMs: 200, resolve });
  opened.push(http);
  const url = `https://rebinding.example.com:${canary.port}/`;
  expect(await http.postJson(url, '{}')).toMatchObject({ type: 'unreachable' });
  expect(resolve.asked()).toBe(1);
  expect(await http.postJson(url, '{}')).toMatchObject({ type: 'refused' });
  expect(resolve.asked()).toBe(2);
  expect(canary.connections).toBe(0);
});

it('goes to the public one alone where a name has both', async () => {
  for (const addresses of [
    ['127.0.0.1', outside],
    [outside, '::1', '127.0.0.1'],
  ]) {
    const http = new OutboundHttp({ allowPrivate: false, timeoutMs: 200, resolve: answering(addresses) });
    opened.push(http);
    const answer = await http.postJson(`https://both.example.com:${canary.port}/`, '{}');
    expect(answer).toMatchObject({ type: 'unreachable' });
  }
  expect(canary.connections).toBe(0);
});

it.each([301, 302, 303, 307, 308])('does not follow %d to the canary', async (status) => {
  const server = await ChatServer.start();
  const http = new OutboundHttp({ allowPrivate: true, timeoutMs: 1000 });
  opened.push(http);
  for (const scheme of ['http', 'https']) {
    server.answers({ status, headers: { Location: `${scheme}://127.0.0.1:${canary.port}/` } });
    expect(await http.postJson(server.url, '{}')).toMatchObject({ type: 'answered', status });
    expect(server.received).toHaveLength(1);
  }
  await server.stop();
  expect(canary.connections).toBe(0);
});
