import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { OutboundHttp } from '../outbound-http.js';
import { ChatServer } from '../testing/chat-server.js';
import { newWebhookSecret, StandardWebhook, type WebhookReceiver } from './standard-webhook.js';

/** The package verifies against its own clock: five minutes either way. */
const clock = { now: () => new Date() };
const secret = newWebhookSecret();
const written = '{"id":2868860079149422351,"v":5.0,"huge":1e400,"title":"d\u00efsk \\u2028 \ud83d\udd25 </script>"}';
const event = {
  id: 'dlv_01KBA3Q8T5W6Y7Z8A9B0C1D2E3',
  type: 'call.completed',
  timestamp: '2026-01-05T03:00:00.000Z',
  dataJson: written,
};

let server: ChatServer;
let http: OutboundHttp;
beforeAll(async () => {
  server = await ChatServer.start();
});
beforeEach(() => {
  server.answers({ status: 204 });
  http = new OutboundHttp({ allowPrivate: true, timeoutMs: 2000 });
});
afterEach(() => http.close());
afterAll(() => server.stop());

const deliver = (given: Partial<WebhookReceiver> = {}, at = clock) =>
  new StandardWebhook({ url: server.url, secrets: [secret], format: 'standard', ...given }, http, at).deliver(event);
const received = () => {
  const [request] = server.received;
  if (!request) throw new Error('nothing was received');
  const { headers, body } = request;
  return { headers: headers as Record<string, string>, body };
};
const verify = (by: string) => new Webhook(by).verify(received().body, received().headers);

it('is verified by the standard package, with the data as it was written', async () => {
  expect(await deliver()).toEqual({ type: 'accepted', detail: 'The receiver answered 204' });
  expect(verify(secret)).toMatchObject({ type: 'call.completed', timestamp: event.timestamp });
  expect(received().body).toBe(`{"type":"call.completed","timestamp":"${event.timestamp}","data":${written}}`);
  expect(received().headers).toMatchObject({
    'webhook-id': event.id,
    'content-type': expect.stringContaining('application/json') as string,
    'user-agent': expect.stringContaining('Ringdown') as string,
  });
});

it('sends the bare data where a channel asks for it, signed the same', async () => {
  await deliver({ format: 'spike' });
  expect(received().body).toBe(written);
  expect(() => verify(secret)).not.toThrow();
});

it('is verified by the new secret and by the old one while both are valid, and by no other', async () => {
  const old = newWebhookSecret();
  await deliver({ secrets: [secret, old] });
  expect(() => verify(secret)).not.toThrow();
  expect(() => verify(old)).not.toThrow();
  expect(() => verify(newWebhookSecret())).toThrow(WebhookVerificationError);
  expect(received().headers['webhook-signature']).toMatch(/^v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=$/);
});

it('is not verified once a byte of it is changed', async () => {
  await deliver();
  const { body, headers } = received();
  expect(() => new Webhook(secret).verify(body.replace('5.0', '5'), headers)).toThrow(WebhookVerificationError);
});

it('bears the same id at each try, and the time of that try', async () => {
  server.answers({ status: 503, headers: { 'Retry-After': '5' } });
  expect(await deliver()).toEqual({ type: 'retry', reason: 'The receiver answered 503', afterMs: 5000 });
  const later = { now: () => new Date(Date.now() + 60_000) };
  expect(await deliver({}, later)).toMatchObject({ type: 'retry' });
  const [first, second] = server.received.map(({ headers }) => headers);
  expect(second?.['webhook-id']).toBe(first?.['webhook-id']);
  const apart = Number(second?.['webhook-timestamp']) - Number(first?.['webhook-timestamp']);
  expect(apart).toBeGreaterThanOrEqual(60);
});

it('tries again after a hang and a refused connection, and gives up where nobody is any more', async () => {
  await http.close();
  http = new OutboundHttp({ allowPrivate: true, timeoutMs: 200 });
  server.answers({ status: 200, silent: true });
  expect(await deliver()).toMatchObject({ type: 'retry', reason: expect.stringContaining('in time') as string });
  expect(await deliver({ url: 'http://127.0.0.1:1/' })).toMatchObject({ type: 'retry' });
  server.answers({ status: 410 });
  expect(await deliver()).toMatchObject({ type: 'failed-for-good', isGone: true });
});

it('follows no redirect', async () => {
  server.answers({ status: 307, headers: { Location: server.url } });
  expect(await deliver()).toMatchObject({ type: 'failed-for-good' });
  expect(server.received).toHaveLength(1);
});

it.each([[[]], [['whsec_']], [['whsec_no base64!']]])('sends nothing unsigned: %j', async (secrets) => {
  expect(await deliver({ secrets })).toEqual({
    type: 'failed-for-good',
    reason: expect.stringContaining('Rotate its secret') as string,
  });
  expect(server.received).toHaveLength(0);
});
