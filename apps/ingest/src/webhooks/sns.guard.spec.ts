import { Agent } from 'node:https';
import { fixedClock } from '@ringdown/testkit';
import { readBody } from '../bytes/index.js';
import { readSent } from '../senders/index.js';
import { amazonHost, certificateUrl, fakeAmazon, subscribeUrl } from '../testing/fake-amazon.js';
import { anIntegration } from '../testing/push-server.js';
import { cloudwatchAlarm, pagerdutyBody, snsBody, snsSubscription } from '../testing/sender-bodies.js';
import { AmazonSns } from './amazon-sns.js';
import { SnsGuard } from './sns.guard.js';

let amazon: Awaited<ReturnType<typeof fakeAmazon>>;
let clock: ReturnType<typeof fixedClock>;
let guard: SnsGuard;

beforeAll(async () => {
  amazon = await fakeAmazon();
});
afterAll(() => amazon.close());
beforeEach(() => {
  amazon.asked.length = 0;
  amazon.answerAsUsual();
  clock = fixedClock('2026-01-05T09:00:00.000Z');
  guard = new SnsGuard(new AmazonSns(clock, amazon.agent));
});

async function inspect(body: object, by: SnsGuard = guard) {
  const bytes = Buffer.from(JSON.stringify(body));
  const request = {
    bytes,
    contentType: 'text/plain',
    contentEncoding: undefined,
    via: 'http',
    headers: {},
    correlationId: undefined,
  } as const;
  const sent = await readBody(request);
  const read = readSent(sent, { type: 'sns', headers: {} });
  return by.inspect({ integration: anIntegration({ type: 'sns' }), request, sent, read });
}

const subscription = { ...snsSubscription, SubscribeURL: subscribeUrl };
const confirmed = ['The subscription to arn:aws:sns:eu-central-1:123456789012:alarms was confirmed.'];
const unchecked = (why: string) => [`The signature could not be checked: ${why}.`];

describe('the signature', () => {
  it.each(['1', '2'] as const)('is taken where it is right, in version %s', async (version) => {
    const { events, warnings } = await inspect(amazon.signed(snsBody(), version));
    expect([events.length, warnings]).toEqual([1, []]);
    expect(amazon.asked).toEqual([certificateUrl]);
  });

  it('fits a message without a subject, with line breaks and with more than ASCII', async () => {
    const { Subject: _none, ...message } = snsBody({ Message: 'Größe\n🗼' });
    expect((await inspect(amazon.signed(message))).warnings).toEqual([]);
    const ends = snsBody({ Type: 'UnsubscribeConfirmation', Token: '1', SubscribeURL: subscribeUrl });
    expect((await inspect(amazon.signed(ends))).warnings).toEqual([expect.stringContaining('was unsubscribed')]);
  });

  it.each<[string, object]>([
    ['another message', { Message: JSON.stringify(cloudwatchAlarm({ NewStateValue: 'OK' })) }],
    ['another topic', { TopicArn: 'arn:aws:sns:eu-central-1:1:other' }],
    ['another digest', { SignatureVersion: '2' }],
    ['no base64', { Signature: '*' }],
    ['an empty signature', { Signature: '' }],
  ])('refuses %s', async (_what, fields) => {
    await expect(inspect({ ...amazon.signed(snsBody()), ...fields })).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('its signature does not fit') as string,
    });
  });

  it.each([
    'https://sns.eu-central-1.amazonaws.com.evil.example/x.pem',
    'https://evil.example/sns.eu-central-1.amazonaws.com/x.pem',
    'https://sns.eu-central-1.amazonaws.com@evil.example/x.pem',
    'https://user@sns.eu-central-1.amazonaws.com/x.pem',
    'https://xsns.eu-central-1.amazonaws.com/x.pem',
    'https://bucket.s3.amazonaws.com/x.pem',
    'https://sns.amazonaws.com/x.pem',
    'http://sns.eu-central-1.amazonaws.com/x.pem',
    'https://sns.eu-central-1.amazonaws.com:8443/x.pem',
    'https://sns.eu-central-1.amazonaws.com/x.txt',
    'nowhere',
    7,
  ])('refuses a certificate of %j, and does not ask for it', async (SigningCertURL) => {
    await expect(inspect({ ...amazon.signed(snsBody()), SigningCertURL })).rejects.toMatchObject({ kind: 'forbidden' });
    expect(amazon.asked).toEqual([]);
  });

  it.each<[object, string]>([
    [{ Signature: undefined }, 'the message has none'],
    [{ Signature: null }, 'the message has none'],
    [{ SignatureVersion: '3' }, 'its SignatureVersion is not known'],
  ])('opens with a warning where there is none: %j', async (fields, why) => {
    const { events, warnings } = await inspect({ ...amazon.signed(snsBody()), ...fields });
    expect(events).toMatchObject([{ title: 'db-1 CPU', warnings: unchecked(why) }]);
    expect(warnings).toEqual(unchecked(why));
  });
});

describe('the certificate', () => {
  it('is fetched once', async () => {
    for (let n = 0; n < 3; n++) await inspect(amazon.signed(snsBody({ MessageId: String(n) })));
    clock.advance(3_600_000);
    await Promise.all([1, 2].map((n) => inspect(amazon.signed(snsBody({ MessageId: String(n) })))));
    expect(amazon.asked).toHaveLength(1);
  });

  it.each<[string, () => readonly [number, string] | 'never']>([
    ['a redirect', () => [302, '']],
    ['not found', () => [404, '<Error/>']],
    ['no certificate', () => [200, 'hello']],
    ['far too much', () => [200, 'x'.repeat(70_000)]],
    ['silence', () => 'never'],
  ])('is done without where Amazon answers with %s', async (_what, answer) => {
    amazon.answerWith(answer);
    const impatient = new SnsGuard(new AmazonSns(clock, amazon.agent, { certificate: 100, confirmation: 100 }));
    const { events, warnings } = await inspect(amazon.signed(snsBody()), impatient);
    expect([events.length, warnings]).toEqual([
      1,
      unchecked(`the certificate could not be fetched from ${amazonHost}`),
    ]);
  });

  it('is asked for again a minute after a failure, not with each message', async () => {
    amazon.answerWith(() => [500, '']);
    for (let n = 0; n < 3; n++) expect((await inspect(amazon.signed(snsBody()))).warnings).toHaveLength(1);
    expect(amazon.asked).toHaveLength(1);
    amazon.answerAsUsual();
    clock.advance(60_000);
    expect((await inspect(amazon.signed(snsBody()))).warnings).toEqual([]);
  });

  it('is not taken from a host that cannot prove its name', async () => {
    const untrusting = new Agent();
    Object.assign(untrusting, { createConnection: amazon.connectTrustingNobody });
    const { warnings } = await inspect(amazon.signed(snsBody()), new SnsGuard(new AmazonSns(clock, untrusting)));
    expect(warnings).toEqual(unchecked(`the certificate could not be fetched from ${amazonHost}`));
    expect(amazon.asked).toEqual([]);
  });
});

describe('a subscription', () => {
  it('is confirmed at Amazon, and opens nothing', async () => {
    expect(await inspect(amazon.signed(subscription))).toEqual({ readAs: 'sns', events: [], warnings: confirmed });
    expect(amazon.asked).toEqual([certificateUrl, subscribeUrl]);
  });

  it('asks people where Amazon does not confirm it', async () => {
    amazon.answerWith((path) => (path.includes('Action') ? [403, ''] : [404, '']));
    const { events } = await inspect(amazon.signed(subscription));
    expect(events).toMatchObject([{ title: expect.stringContaining('waits for its confirmation') as string }]);
    expect(events[0]?.warnings).toContain('The subscription could not be confirmed from here.');
  });

  it.each([
    'https://evil.example/?Action=ConfirmSubscription',
    `http://${amazonHost}/?Action=ConfirmSubscription`,
    `https://${amazonHost}.evil.example/?Action=ConfirmSubscription`,
    'https://169.254.169.254/?Action=ConfirmSubscription',
    undefined,
  ])('is never fetched from %s, and nobody is asked to open it', async (SubscribeURL) => {
    const { events } = await inspect(amazon.signed({ ...snsSubscription, SubscribeURL }));
    expect(events).toMatchObject([{ warnings: [expect.stringContaining('nobody should open it')] }]);
    expect(amazon.asked).toEqual([certificateUrl]);
  });

  it('fetches nothing else from Amazon', async () => {
    await inspect(amazon.signed({ ...subscription, SubscribeURL: `https://${amazonHost}/?Action=Publish` }));
    expect(amazon.asked).toEqual([certificateUrl]);
  });

  it('is not confirmed where it is forged', async () => {
    await expect(inspect({ ...amazon.signed(subscription), Token: 'other' })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    expect(amazon.asked).toEqual([certificateUrl]);
  });
});

it('leaves alone what is no message of Amazon’s', async () => {
  const { readAs, warnings } = await inspect(pagerdutyBody());
  expect([readAs, warnings, amazon.asked]).toEqual(['pagerduty', [], []]);
});
