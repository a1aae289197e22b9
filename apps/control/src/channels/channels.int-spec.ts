import { defaultChannelEvents } from '@ringdown/contracts';
import { SecretCipher } from '@ringdown/platform-config';
import { anOrganisation } from '../testing/an-organisation.js';
import type { Answer } from '../testing/client.js';
import { fakeOwner } from '../testing/fake-owner.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

const urlOf = (what: string) => `https://hooks.example.com/${what}`;
const inputs = {
  slack: { name: '#ops', type: 'slack', url: urlOf('the-slack-path') },
  'slack-app': {
    name: '#app',
    type: 'slack-app',
    botToken: 'xoxb-the-bot-token',
    signingSecret: 'the-signing-secret',
    channel: '#app',
  },
  teams: { name: 'Ops', type: 'teams', url: urlOf('the-teams-path') },
  webhook: { name: 'Feed', type: 'webhook', url: urlOf('the-webhook-path'), format: 'spike' },
  email: { name: 'Mail', type: 'email', address: 'ops@example.com' },
} as const;
const types = Object.keys(inputs) as (keyof typeof inputs)[];

const given = ['the-slack-path', 'xoxb-the-bot-token', 'the-signing-secret', 'the-teams-path', 'the-webhook-path'];
const make = (type: keyof typeof inputs) => control.client.made('/channels', inputs[type]);
const errorsOf = ({ status, body }: Answer) => ({
  status,
  paths: ((body['errors'] ?? []) as unknown as { path: string }[]).map(({ path }) => path),
});

interface Stored {
  readonly urlSecret?: string;
  readonly botTokenSecret?: string;
  readonly signingSecret?: string;
  readonly signingSecrets?: readonly { readonly keySecret: string; readonly validUntil: string | null }[];
}
async function stored(id: string): Promise<Stored> {
  const sql = 'select document from resource where id = $1';
  const [row] = await control.database.query<{ document: Stored }>(sql, [id]);
  return row?.document ?? {};
}
const opened = (secret = '') => control.app.get(SecretCipher).decrypt(secret);

it.each(types)('a channel of the type %s comes back without its secrets', async (type) => {
  const { name: _name, ...input } = inputs[type];
  const made = await make(type);
  const {
    url: _url,
    botToken: _token,
    signingSecret: _secret,
    ...open
  } = { url: '', botToken: '', signingSecret: '', ...input };
  expect(made).toMatchObject({ ...open, events: defaultChannelEvents[type], from: {} });
  const read = await control.client.get(`/channels/${made.id}`);
  const { secret: _once, ...shown } = made;
  expect(read.body).toEqual(shown);
  for (const text of [JSON.stringify(made), read.text]) {
    for (const one of given) expect(text).not.toContain(one);
  }
});

it.each(types)('a PATCH of one field of a %s keeps all others, the secrets too', async (type) => {
  const { id } = await make(type);
  const before = await stored(id);
  const from = { priority: 'p2', severity: 'sev2' };
  const changes = [{ name: 'Renamed' }, { events: ['incident.opened'] }, { from }];
  for (const change of changes) {
    const { status, body } = await control.client.patch(`/channels/${id}`, change);
    expect({ status, body }).toMatchObject({ status: 200, body: change });
  }
  expect(await stored(id)).toEqual({ ...before, name: 'Renamed', events: ['incident.opened'], from });
});

it('a PATCH replaces the bounds as a whole: what it leaves out is no bound any more', async () => {
  const { id } = await control.client.made('/channels', {
    ...inputs.email,
    from: { priority: 'p1', severity: 'sev1' },
  });
  const { body } = await control.client.patch(`/channels/${id}`, { from: { severity: 'sev2' } });
  expect(body['from']).toEqual({ severity: 'sev2' });
});

it('takes a new secret for each that a PATCH names, and no other', async () => {
  const { id } = await make('slack-app');
  const before = await stored(id);
  await control.client.patch(`/channels/${id}`, { botToken: 'xoxb-another' });
  const after = await stored(id);
  expect(opened(after.botTokenSecret)).toBe('xoxb-another');
  expect(opened(after.signingSecret)).toBe('the-signing-secret');
  expect(after.signingSecret).toBe(before.signingSecret);
});

it('another type is another channel: nothing of the former is kept but its name', async () => {
  const { id } = await control.client.made('/channels', { ...inputs.webhook, events: ['incident.opened'] });
  const patch = (change: object) => control.client.patch(`/channels/${id}`, change);
  expect(errorsOf(await patch({ type: 'email' }))).toEqual({ status: 400, paths: ['address'] });
  const { status, body } = await patch({ type: 'email', address: 'a@example.com' });
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { name: 'Feed', type: 'email', address: 'a@example.com', events: defaultChannelEvents.email },
  });
  expect(Object.keys(await stored(id)).filter((field) => /secret|format/i.test(field))).toEqual([]);
  // one that becomes a webhook has a secret, which rotating tells
  expect((await patch({ type: 'webhook', url: urlOf('again') })).body).not.toHaveProperty('secret');
  expect((await stored(id)).signingSecrets).toEqual([{ keySecret: expect.any(String), validUntil: null }]);
});

it.each([
  ['slack', { url: 'hooks.slack.com' }, 'url'],
  ['slack-app', { botToken: '' }, 'botToken'],
  ['slack-app', { signingSecret: null }, 'signingSecret'],
  ['slack-app', { channel: ' ' }, 'channel'],
  ['slack-app', { url: 'https://example.com' }, 'url'],
  ['teams', { url: null }, 'url'],
  ['webhook', { format: 'xml' }, 'format'],
  ['webhook', { secret: 'whsec_mine' }, 'secret'],
  ['email', { address: 'ops' }, 'address'],
  ['email', { events: ['call.ended'] }, 'events.0'],
  ['email', { from: { priority: 'p9' } }, 'from.priority'],
  ['email', { from: { severty: 'sev1' } }, 'from.severty'],
] as const)('names the field of a %s that cannot be: %j', async (type, change, path) => {
  const refused = { status: 400, paths: [path] };
  expect(errorsOf(await control.client.post('/channels', { ...inputs[type], ...change }))).toEqual(refused);
  const { id } = await make(type);
  const before = await stored(id);
  expect(errorsOf(await control.client.patch(`/channels/${id}`, change))).toEqual(refused);
  expect(await stored(id)).toEqual(before);
});

describe('a URL that nothing is sent to', () => {
  const addresses = [
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://169.254.169.254/latest',
    'http://example.com/x',
  ];
  it.each(['slack', 'teams', 'webhook'] as const)(
    'is refused of a %s, by the field and with what allows it',
    async (type) => {
      const { id } = await make(type);
      for (const url of addresses) {
        const answers = [
          await control.client.post('/channels', { ...inputs[type], url }),
          await control.client.patch(`/channels/${id}`, { url }),
        ];
        for (const answer of answers) {
          expect(errorsOf(answer)).toEqual({ status: 400, paths: ['url'] });
          expect(answer.text).toContain('OUTBOUND_ALLOW_PRIVATE');
        }
      }
    },
  );

  it('is taken where private addresses are allowed', async () => {
    const lenient = await startControl({ OUTBOUND_ALLOW_PRIVATE: 'true' });
    const { status } = await lenient.client.post('/channels', { ...inputs.webhook, url: 'http://127.0.0.1:8080/x' });
    await lenient.stop();
    expect(status).toBe(201);
  });
});

describe('the signing secret of a webhook', () => {
  const rotate = (id: string) => control.client.post(`/channels/${id}/rotate-secret`);

  it('is told once, by the answer that makes the channel', async () => {
    const made = await make('webhook');
    expect(made['secret']).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(String(made['secret']).slice(6), 'base64')).toHaveLength(32);
    const { client } = control;
    const others = [
      await client.get(`/channels/${made.id}`),
      await client.patch(`/channels/${made.id}`, { name: 'A' }),
    ];
    for (const { body } of others) expect(body).not.toHaveProperty('secret');
    expect((await stored(made.id)).signingSecrets?.map(({ keySecret }) => opened(keySecret))).toEqual([made['secret']]);
    for (const type of ['slack', 'slack-app', 'teams', 'email'] as const)
      expect(await make(type)).not.toHaveProperty('secret');
  });

  it('is rotated: the former one signs for 24 h more, and never more than two', async () => {
    const made = await make('webhook');
    const [first, second] = [await rotate(made.id), await rotate(made.id)];
    expect(first).toMatchObject({ status: 200, body: { id: made.id, secret: expect.stringMatching(/^whsec_/) } });
    expect(second.body['secret']).not.toBe(first.body['secret']);
    const { signingSecrets = [] } = await stored(made.id);
    expect(signingSecrets.map(({ keySecret }) => opened(keySecret))).toEqual([
      second.body['secret'],
      first.body['secret'],
    ]);
    const [present, former] = signingSecrets.map(({ validUntil }) => validUntil);
    expect(present).toBeNull();
    const hours = (Date.parse(String(former)) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThanOrEqual(24);
  });

  it.each(['slack', 'slack-app', 'teams', 'email'] as const)('is no thing of a %s', async (type) => {
    const { status, body } = await rotate((await make(type)).id);
    expect({ status, detail: body['detail'] }).toEqual({
      status: 409,
      detail: expect.stringContaining('Only a webhook has a signing secret'),
    });
  });

  it('stands in no list and in no audit entry, encrypted or in the clear', async () => {
    const { client } = control;
    const made = await make('webhook');
    const rotated = await rotate(made.id);
    const app = await make('slack-app');
    const texts = [await client.get('/audit-log?limit=200'), await client.get('/channels?limit=200')].map(
      ({ text }) => text,
    );
    const documents = [await stored(made.id), await stored(app.id)];
    const encrypted = [
      ...documents.flatMap((one) => [one.urlSecret, one.botTokenSecret, one.signingSecret]),
      ...(documents[0]?.signingSecrets ?? []).map(({ keySecret }) => keySecret),
    ].filter((one) => one !== undefined);
    expect(encrypted).toHaveLength(5);
    for (const text of texts) {
      for (const secret of [...given, ...encrypted, String(made['secret']), String(rotated.body['secret'])])
        expect(text).not.toContain(secret);
    }
    expect(texts[0]).toContain('signing secret rotated');
  });
});

it('asks the service that sends for the states of channels, and to send to one again', async () => {
  const { client, broker } = control;
  const { channel } = await anOrganisation(client);
  expect((await client.get('/channel-states')).status).toBe(503);
  const state = { channelId: channel.id, since: null, until: null, pending: 0 };
  const disabled = { ...state, state: 'disabled', reason: 'It answered 410 (gone).' };
  const well = { ...state, state: 'ok', reason: null };
  const owner = await fakeOwner(broker, {
    'deliveries.channel-states': { items: [disabled] },
    'deliveries.enable-channel': well,
  });
  const states = await client.get('/channel-states');
  const enabled = await client.post(`/channels/${channel.id}/enable`);
  const unknown = await client.post('/channels/chan_gone/enable');
  owner.leave();
  expect({ status: states.status, body: states.body }).toEqual({ status: 200, body: { items: [disabled] } });
  expect({ status: enabled.status, body: enabled.body }).toEqual({ status: 200, body: well });
  expect(unknown.status).toBe(404);
  expect(owner.asked.at(-1)).toEqual({ subject: 'deliveries.enable-channel', data: { channelId: channel.id } });
});
