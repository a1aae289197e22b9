import { tableKey } from '../testing/access-table.js';
import { allEndpoints } from '../testing/all-endpoints.js';
import { anOrganisation } from '../testing/an-organisation.js';
import type { Answer } from '../testing/client.js';
import { type FakeOwner, fakeOwner } from '../testing/fake-owner.js';
import { admin, type ControlUnderTest, startControl } from '../testing/start-control.js';
import { jsonSchema } from './open-api.js';

jest.setTimeout(60_000);

let control: ControlUnderTest;
let owner: FakeOwner;
let made: Awaited<ReturnType<typeof anOrganisation>>;
let receiver: Answer['body'];
beforeAll(async () => {
  control = await startControl();
  made = await anOrganisation(control.client);
  receiver = await control.client.made('/channels', webhook);
  owner = await fakeOwner(control.broker, { 'calls.live-on-line': { count: 0 } });
});
afterAll(async () => {
  owner.leave();
  await control.stop();
});

let keys = 0;
const keyed = (client = control.client) => client.with({ 'idempotency-key': `key-${(keys += 1)}` });
const atRest = async () => JSON.stringify(await control.database.query('select * from idempotency'));

interface Case {
  send(client: ReturnType<typeof keyed>): Promise<Answer>;
  secretOf(answer: Answer): unknown;
  revoke(answer: Answer): Promise<Answer>;
}

const integration = { name: 'Monitor' };
const webhook = { name: 'Feed', type: 'webhook', url: 'https://hooks.example.com/feed' };
const webhookOf = ({ body }: Answer) => (body['webhook'] as unknown as { fallbackUrl: string }).fallbackUrl.slice(-32);
const calendarOf = ({ body }: Answer) => body['calendarUrl'];
const remove = (path: string) => (answer: Answer) => control.client.delete(`${path}/${answer.body.id}`);

/** Every POST that answers a secret, and what makes that worthless. */
const cases: Readonly<Record<string, Case>> = {
  'POST /api-keys': {
    send: (client) => client.post('/api-keys', { name: 'deploy', role: 'admin' }),
    secretOf: ({ body }) => body['key'],
    revoke: remove('/api-keys'),
  },
  'POST /integrations': {
    send: (client) => client.post('/integrations', integration),
    secretOf: ({ body }) => body['token'],
    revoke: ({ body }) => control.client.post(`/integrations/${body.id}/rotate-token`),
  },
  'POST /integrations/:id/rotate-token': {
    send: (client) => client.post(`/integrations/${made.integration.id}/rotate-token`),
    secretOf: ({ body }) => body['token'],
    revoke: () => control.client.post(`/integrations/${made.integration.id}/rotate-token`),
  },
  'POST /channels': {
    send: (client) => client.post('/channels', webhook),
    secretOf: ({ body }) => body['secret'],
    revoke: ({ body }) => control.client.post(`/channels/${body.id}/rotate-secret`),
  },
  'POST /channels/:id/rotate-secret': {
    send: (client) => client.post(`/channels/${receiver.id}/rotate-secret`),
    secretOf: ({ body }) => body['secret'],
    revoke: () => control.client.post(`/channels/${receiver.id}/rotate-secret`),
  },
  'POST /schedules': {
    send: (client) => client.post('/schedules', { name: 'Night shift', timeZone: 'UTC' }),
    secretOf: calendarOf,
    revoke: ({ body }) => control.client.post(`/schedules/${body.id}/calendar-token/rotate`),
  },
  'POST /schedules/:id/calendar-token/rotate': {
    send: (client) => client.post(`/schedules/${made.schedule.id}/calendar-token/rotate`),
    secretOf: calendarOf,
    revoke: () => control.client.post(`/schedules/${made.schedule.id}/calendar-token/rotate`),
  },
  'POST /users/:id/calendar-token/rotate': {
    send: (client) => client.post(`/users/${made.user.id}/calendar-token/rotate`),
    secretOf: calendarOf,
    revoke: () => control.client.post(`/users/${made.user.id}/calendar-token/rotate`),
  },
  'POST /lines': {
    send: (client) => client.post('/lines', made.line),
    secretOf: webhookOf,
    revoke: remove('/lines'),
  },
};

it('knows every POST whose answer carries a secret', () => {
  const secret = /^(key|.*token|.*secret.*|password|code|webhook|calendarurl)$/i;
  const carrying = allEndpoints.flatMap(({ method, path, options: { answer } }) => {
    const route = tableKey(method, path);
    const { properties = {} } = (answer ? jsonSchema(answer, 'output') : {}) as { properties?: object };
    return route.startsWith('POST ') && Object.keys(properties).some((field) => secret.test(field)) ? [route] : [];
  });
  // sign-in has a test of its own below
  expect(carrying.filter((route) => route !== 'POST /auth/login').toSorted()).toEqual(Object.keys(cases).toSorted());
});

describe.each(Object.entries(cases))('%s', (_route, { send, secretOf, revoke }) => {
  it('answers its secret again while that is valid, and not once it was revoked', async () => {
    const client = keyed();
    const first = await send(client);
    const again = await send(client);
    expect({ status: again.status, secret: secretOf(again) }).toEqual({
      status: first.status,
      secret: secretOf(first),
    });
    expect(await atRest()).not.toContain(String(secretOf(first)));

    expect((await revoke(first)).status).toBeLessThan(300);
    const [late, later] = [await send(client), await send(client)];
    for (const { status, text } of [late, later]) {
      expect(status).toBe(409);
      expect(text).not.toContain(String(secretOf(first)));
    }
    expect(late.body['detail']).toMatch('no longer valid');
  });
});

it('keeps a secret from another actor who knows the key, from another body and from another route', async () => {
  const { body } = await control.client.post('/api-keys', { name: 'another admin', role: 'admin' });
  const client = keyed();
  const { body: created } = await client.post('/api-keys', { name: 'deploy' });
  const another = await client
    .with({ authorization: `Bearer ${String(body['key'])}` })
    .post('/api-keys', { name: 'deploy' });
  expect(another.status).toBe(201);
  expect(another.body['key']).not.toBe(created['key']);
  expect((await client.post('/api-keys', { name: 'other' })).status).toBe(409);
  expect((await client.post('/teams', { name: 'deploy' })).status).toBe(409);
});

it('gives nothing to an actor who lost the right to ask', async () => {
  const { body: granted } = await control.client.post('/api-keys', { name: 'short-lived', role: 'admin' });
  const client = keyed(control.client.with({ authorization: `Bearer ${String(granted['key'])}` }));
  expect((await client.post('/api-keys', { name: 'deploy' })).status).toBe(201);
  await control.database.query(`update api_key set role = 'responder' where id = $1`, [granted.id]);
  expect((await client.post('/api-keys', { name: 'deploy' })).status).toBe(403);
  await control.client.delete(`/api-keys/${granted.id}`);
  expect((await client.post('/api-keys', { name: 'deploy' })).status).toBe(401);
});

it('keeps no session, and no password that could be tried out', async () => {
  const client = keyed(control.client.nobody());
  const first = await client.post('/auth/login', admin);
  const second = await client.post('/auth/login', admin);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.body['csrfToken']).not.toBe(first.body['csrfToken']);

  const user = { name: 'Lee', email: 'lee@ringdown.example', password: 'correct-horse-battery' };
  await keyed().post('/users', user);
  const content = `POST /api/v1/users\n${JSON.stringify(user)}`;
  const [{ digest = '' } = {}] = await control.database.query<{ digest: string }>(
    `select encode(sha256($1::text::bytea), 'hex') as digest`,
    [content],
  );
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(await atRest()).not.toContain(digest);
});
