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
});
