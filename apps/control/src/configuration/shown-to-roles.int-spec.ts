import { shownConfiguration } from '@ringdown/contracts';
import type { Role } from '../api/actor.js';
import { anOrganisation } from '../testing/an-organisation.js';
import { anMp3 } from '../testing/audio-bytes.js';
import type { Answer, Client } from '../testing/client.js';
import { adminKey, type ControlUnderTest, startControl } from '../testing/start-control.js';

type Organisation = Awaited<ReturnType<typeof anOrganisation>>;

let control: ControlUnderTest;
let organisation: Organisation;
let line: Answer['body'];
let audio: Answer['body'];
const as = {} as Record<Role, Client>;

beforeAll(async () => {
  control = await startControl();
  organisation = await anOrganisation(control.client);
  line = await control.client.made('/lines', organisation.line);
  const { account, user } = organisation;
  const signingKeys = [{ id: 'SK1', key: 'the-shared-key' }];
  expect((await control.client.patch(`/provider-accounts/${account.id}`, { signingKeys })).status).toBe(200);
  expect((await control.client.patch(`/users/${user.id}`, { password: 'the-password-of-priya' })).status).toBe(200);
  audio = (await control.client.upload('/audio', anMp3())).body;
  for (const role of ['viewer', 'responder', 'admin'] as const) {
    const { key } = await control.client.made('/api-keys', { name: role, role });
    as[role] = control.client.with({ authorization: `Bearer ${String(key)}` });
  }
});
afterAll(() => control.stop());

const fallbackUrl = (): string => String((line['webhook'] as unknown as { fallbackUrl: string }).fallbackUrl);
const token = (): string => String(organisation.integration['token']);
/** What lets whoever knows it act, or hear whom a line would ring. */
const secrets = (): Readonly<Record<string, string>> => ({
  'an integration’s token': token(),
  'a line’s fallback key': fallbackUrl().split('/').at(-1) ?? '',
  'a channel’s URL': 'the-webhook-path',
  'a provider’s token': 'the-auth-token',
  'a provider’s shared key': 'the-shared-key',
  'a password': 'the-password-of-priya',
  'an API key': adminKey,
});
const found = (text: string): string[] =>
  Object.entries(secrets())
    .filter(([, secret]) => text.includes(secret))
    .map(([name]) => name);

it.each(['responder', 'admin'] as const)('an integration shows a %s its token and its URL', async (role) => {
  const { id } = organisation.integration;
  const { body } = await as[role].get(`/integrations/${id}`);
  expect(body).toMatchObject({ token: token(), url: expect.stringContaining(token()) });
  const listed = (await as[role].get('/integrations')).body.items.find((item) => item['id'] === id);
  expect(listed).toEqual(body);
  expect((await as[role].get(`/lines/${line.id}`)).body['webhook']).toMatchObject({ fallbackUrl: fallbackUrl() });
});

it('an integration shows a viewer neither, alone and in the list, and everything else', async () => {
  const { id, token: _token, url: _url, ...rest } = organisation.integration;
  const { status, body } = await as.viewer.get(`/integrations/${id}`);
  expect({ status, body }).toEqual({ status: 200, body: { id, ...rest } });
  expect((await as.viewer.get('/integrations')).body.items).toContainEqual(body);
  expect(shownConfiguration.integration.strict().safeParse(body).error).toBeUndefined();
});

it('a line shows a viewer no URL with a key in it', async () => {
  const { body } = await as.viewer.get(`/lines/${line.id}`);
  const { fallbackUrl: _fallbackUrl, ...webhook } = line['webhook'] as unknown as { fallbackUrl: string };
  expect(body).toEqual({ ...line, webhook });
  expect((await as.viewer.get('/lines')).body.items).toContainEqual(body);
  expect(shownConfiguration.line.strict().safeParse(body).error).toBeUndefined();
});

/** What each may know: whoever acts on incidents has to paste the one, and set the other at the provider. */
const known: Readonly<Record<Role, readonly string[]>> = {
  viewer: [],
  responder: ['an integration’s token', 'a line’s fallback key'],
  admin: ['an integration’s token', 'a line’s fallback key'],
};

it.each(['viewer', 'responder', 'admin'] as const)(
  'no route that a %s reads holds a secret of others',
  async (role) => {
    const ids: Readonly<Record<string, string>> = {
      users: organisation.user.id,
      schedules: organisation.schedule.id,
      'escalation-policies': organisation.policy.id,
      'provider-accounts': organisation.account.id,
      lines: line.id,
      integrations: organisation.integration.id,
      channels: organisation.channel.id,
      audio: audio.id,
    };
    const routes = control.routes.filter(({ method, url }) => method === 'GET' && url.startsWith('/api/'));
    const read: string[] = [];
    for (const route of new Set(routes.map(({ url }) => url))) {
      const path = route.replace(':id', ids[route.split('/')[3] ?? ''] ?? 'nothing_1');
      const { status, text } = await as[role].get(path);
      if (status === 200) read.push(route);
      const told = found(text).filter((secret) => !known[role].includes(secret));
      expect({ route, told }).toEqual({ route, told: [] });
    }
    for (const path of Object.keys(ids)) expect(read).toEqual(expect.arrayContaining([`/api/v1/${path}/:id`]));
  },
);

it('the audit log, which only admins read, holds none either', async () => {
  const { text } = await as.admin.get('/audit-log?limit=200');
  expect(text).toContain(organisation.integration.id);
  expect(found(text)).toEqual([]);
});

it('an answer that was kept for its Idempotency-Key is not replayed to one who is a viewer now', async () => {
  const person = { email: 'mara@ringdown.example', password: 'correct-horse-2' };
  const { id } = await control.client.made('/users', { ...person, name: 'Mara', role: 'admin' });
  const { body, headers } = await control.client.nobody().post('/auth/login', person);
  const mara = control.client.nobody().with({
    cookie: String(headers['set-cookie']).split(';')[0] ?? '',
    'x-csrf-token': String(body['csrfToken']),
    'idempotency-key': 'once',
  });
  const made = await mara.post('/integrations', { name: 'Twice' });
  expect(made.body).toMatchObject({ token: expect.any(String) });
  expect((await mara.post('/integrations', { name: 'Twice' })).body).toEqual(made.body);
  await control.client.patch(`/users/${id}`, { role: 'viewer' });
  const again = await mara.post('/integrations', { name: 'Twice' });
  expect(again.status).toBe(403);
  expect(again.text).not.toContain(String(made.body['token']));
});
