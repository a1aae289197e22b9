import { createHmac } from 'node:crypto';
import { SecretCipher } from '@ringdown/platform-config';
import type { Database } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { eventually, fixedClock, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { sentryIssueAlert } from '../senders/sentry/testing/sentry-bodies.js';
import { kumaBody } from '../senders/uptime-kuma/testing/uptime-kuma-bodies.js';
import { fakeAmazon, subscribeUrl } from '../testing/fake-amazon.js';
import { anIntegration, migratedDatabase, pushServer } from '../testing/push-server.js';
import { snsBody, snsSubscription } from '../testing/sender-bodies.js';
import { senderFixtures } from '../testing/sender-fixtures.js';
import { AmazonSns } from './amazon-sns.js';
import { SentryGuard } from './sentry.guard.js';
import { SnsGuard } from './sns.guard.js';

const logger = createLogger('test', 'silent');
const cipher = new SecretCipher('a'.repeat(32));

const integrations = new Map([
  ['tok', anIntegration()],
  ['signed', anIntegration({ id: 'int_2', type: 'sentry', clientSecret: cipher.encrypt('s3cr3t') })],
]);
const tokens = { ready: true, find: (token: string) => Promise.resolve(integrations.get(token)) };

let fresh: FreshDatabase;
let database: Database;
let amazon: Awaited<ReturnType<typeof fakeAmazon>>;
let server: Awaited<ReturnType<typeof pushServer>>;

beforeAll(async () => {
  amazon = await fakeAmazon();
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
  const clock = fixedClock('2026-01-05T09:00:00.000Z');
  const guards = [new SnsGuard(new AmazonSns(clock, amazon.agent)), new SentryGuard(cipher, logger)];
  server = await pushServer(fresh.url, tokens, guards);
});
afterAll(async () => {
  await server.close();
  await database.close();
  await fresh.drop();
  await amazon.close();
});
beforeEach(async () => {
  await database.query('truncate outbox');
  await database.query('truncate received_event');
});

interface Received {
  readonly read_as: string | null;
  readonly refusal: string | null;
  readonly warnings: string[];
}
const received = (): Promise<Received[]> =>
  eventually(async () => {
    const rows = await database.query<Received>('select read_as, refusal, warnings from received_event');
    expect(rows).toHaveLength(1);
    return rows;
  });
const alerts = async (): Promise<Record<string, unknown>[]> =>
  (await database.query<{ data: Record<string, unknown> }>('select data from outbox order by sequence')).map(
    ({ data }) => data,
  );

describe.each(senderFixtures)('POST /:token/%s', (type, bodies) => {
  it.each(bodies.map((body, n) => [n, body] as const))(
    'takes body %d, and keeps what it was read as',
    async (_n, body) => {
      // Amazon's signature is looked at below
      const { SigningCertURL: _url, Signature: _signature, ...unsigned } = body as Record<string, unknown>;
      const answer = await server.push(type === 'sns' ? unsigned : body, {}, 'tok', type);
      expect(answer).toMatchObject({ status: 200, body: { Ok: true } });
      const [kept] = await received();
      expect(kept).toMatchObject({ read_as: type, refusal: null });
      const all = await alerts();
      expect(all.length > 0 || (kept?.warnings.length ?? 0) > 0).toBe(true);
      for (const { title, key } of all) expect(title || key).toBeTruthy();
    },
  );
});

it('takes Uptime Kuma’s form', async () => {
  const form = new FormData();
  form.set('data', JSON.stringify(kumaBody()));
  const { status } = await fetch(`${server.origin}/tok/uptime-kuma`, { method: 'POST', body: form });
  expect([status, (await alerts()).map(({ title }) => title)]).toEqual([200, ['Shop is down']]);
});

describe('Sentry’s signature', () => {
  const body = JSON.stringify(sentryIssueAlert(), null, 1);
  const sign = (secret: string): Record<string, string> => ({
    'sentry-hook-resource': 'event_alert',
    'sentry-hook-signature': createHmac('sha256', secret).update(body).digest('hex'),
  });

  it('lets in what is signed, and is not kept', async () => {
    expect(await server.push(body, sign('s3cr3t'), 'signed', 'sentry')).toMatchObject({
      status: 200,
      body: { Ok: true },
    });
    expect(await alerts()).toMatchObject([{ key: 'issue 4507', integrationId: 'int_2' }]);
    await received();
    const [kept] = await database.query<{ headers: object }>('select headers from received_event');
    expect(kept?.headers).toMatchObject({ 'sentry-hook-resource': 'event_alert' });
    expect(kept?.headers).not.toHaveProperty('sentry-hook-signature');
  });

  it.each([
    ['another', sign('other'), 'sentry'],
    ['none', {}, 'sentry'],
    ['none, at another address', {}, 'push-events'],
  ])('keeps out what has %s', async (_what, headers, place) => {
    const answer = await server.push(body, headers, 'signed', place);
    expect(answer).toMatchObject({ status: 403, type: 'application/problem+json' });
    expect(await alerts()).toEqual([]);
    expect(await received()).toMatchObject([{ refusal: expect.stringContaining('client secret') as string }]);
  });
});

describe('Amazon SNS', () => {
  // SNS says that its JSON is text
  const asText = { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': 'Notification' };

  it('lets in what is signed', async () => {
    const answer = await server.push(JSON.stringify(amazon.signed(snsBody(), '2')), asText, 'tok', 'sns');
    expect(answer).toMatchObject({ status: 200, body: { Ok: true } });
    expect(await alerts()).toMatchObject([{ title: 'db-1 CPU', warnings: [] }]);
  });

  it('keeps out what is forged', async () => {
    const forged = { ...amazon.signed(snsBody()), Message: 'Another' };
    expect(await server.push(JSON.stringify(forged), asText, 'tok', 'sns')).toMatchObject({ status: 403 });
    expect(await alerts()).toEqual([]);
  });

  it('confirms a subscription', async () => {
    const body = JSON.stringify(amazon.signed({ ...snsSubscription, SubscribeURL: subscribeUrl }));
    expect(await server.push(body, asText, 'tok', 'sns')).toMatchObject({
      status: 200,
      body: { warnings: [expect.stringContaining('was confirmed')] },
    });
    expect(amazon.asked).toContain(subscribeUrl);
    expect(await alerts()).toEqual([]);
  });
});
