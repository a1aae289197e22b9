import { SecretCipher } from '@ringdown/platform-config';
import { anOrganisation } from '../testing/an-organisation.js';
import { fakeOwner } from '../testing/fake-owner.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

const fields = (body: Record<string, unknown>): string[] =>
  (body['errors'] as { path: string }[]).map((error) => error.path);

it('creates, reads, changes, lists and deletes', async () => {
  const { client } = control;
  const created = await client.post('/contacts', { name: 'Mitchell Starc', phone: '+14156040016' });
  expect(created).toMatchObject({
    status: 201,
    body: { id: expect.stringMatching(/^contact_/), name: 'Mitchell Starc', phone: '+14156040016', blocked: false },
  });
  const path = `/contacts/${created.body.id}`;
  expect(await client.patch(path, { blocked: true })).toMatchObject({
    status: 200,
    body: { name: 'Mitchell Starc', blocked: true },
  });
  expect((await client.get(path)).body).toMatchObject({ phone: '+14156040016', blocked: true });
  expect((await client.get('/contacts')).body.items).toHaveLength(1);
  expect((await client.delete(path)).status).toBe(204);
  expect((await client.get(path)).status).toBe(404);
  expect((await client.patch(path, {})).status).toBe(404);
  expect((await client.delete(path)).status).toBe(404);
});

it('lists by name, page after page, each resource once', async () => {
  const { client } = control;
  const names = ['beta', 'Alpha', 'gamma', 'Beta', 'alpha 2'];
  for (const [n, name] of names.entries()) await client.made('/contacts', { name, phone: `+1415000000${n}` });
  const seen: unknown[] = [];
  for (let cursor: unknown = ''; cursor !== null;) {
    const { body } = await client.get(`/contacts?limit=2${cursor ? `&cursor=${String(cursor)}` : ''}`);
    expect(body.items.length).toBeLessThanOrEqual(2);
    seen.push(...body.items.map((item) => item['name']));
    cursor = body['nextCursor'];
  }
  expect(seen.map((name) => String(name).toLowerCase())).toEqual(['alpha', 'alpha 2', 'beta', 'beta', 'gamma']);
  expect(new Set(seen).size).toBe(5);
  expect((await client.get('/contacts?cursor=nonsense')).status).toBe(400);
});

it('names every broken field at once, also those that do not exist', async () => {
  const { client } = control;
  const { line } = await anOrganisation(client);
  const wrong = { ...line, number: '12245550123', ringTimeoutSeconds: 4, screening: 'yes', colour: 'red' };
  const { status, body, headers } = await client.post('/lines', wrong);
  expect(status).toBe(400);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(fields(body).sort()).toEqual(['colour', 'number', 'ringTimeoutSeconds', 'screening']);
});

it('says that a line has at most two fallbacks', async () => {
  const { client } = control;
  const { line, user } = await anOrganisation(client);
  const fallback = { type: 'user', id: user.id };
  const { status, body } = await client.post('/lines', { ...line, fallbacks: [fallback, fallback, fallback] });
  expect({ status, errors: body['errors'] }).toEqual({
    status: 400,
    errors: [{ path: 'fallbacks', message: 'Fallbacks: choose at most two: a line has no third fallback.' }],
  });
  expect((await client.post('/lines', { ...line, fallbacks: [fallback, fallback] })).status).toBe(201);
});

it('refuses what names nothing, or something of another kind, and names each such field', async () => {
  const { client } = control;
  const { line, user } = await anOrganisation(client);
  const wrong = { ...line, primary: { type: 'schedule', id: user.id }, channelIds: ['chan_gone'] };
  const { status, body } = await client.post('/lines', wrong);
  expect(status).toBe(400);
  expect(fields(body)).toEqual(['primary.id', 'channelIds.0']);
});

it('answers a line with its defaults, its webhook and no test mode', async () => {
  const { client } = control;
  const { line } = await anOrganisation(client);
  const { body } = await client.post('/lines', line);
  const url = `http://127.0.0.1:3002/voice/twilio/${body.id}`;
  expect(body).toMatchObject({
    ...line,
    fallbacks: [],
    ringTimeoutSeconds: 25,
    maxWaitSeconds: 180,
    screening: true,
    withheldCallers: 'ring',
    incident: { trigger: 'off', when: 'completed', integrationId: null, escalationPolicyId: null },
    callerLimit: { perCallerPerHour: 10, concurrentCalls: 20 },
    enabled: true,
    webhook: {
      url,
      statusUrl: `${url}/status`,
      messageUrl: expect.stringMatching(/\/telephony\/twilio\/acct_\w+\/texts$/) as unknown,
      method: 'POST',
    },
    testMode: null,
  });
});

it('keeps, in a PATCH, what is not said, inside of objects too, and checks the whole', async () => {
  const { client } = control;
  const { line, integration } = await anOrganisation(client);
  const incident = { trigger: 'missed', integrationId: integration.id, priority: 'p1' };
  const { id } = await client.made('/lines', { ...line, incident });
  const changed = await client.patch(`/lines/${id}`, { incident: { trigger: 'all', priority: null } });
  expect(changed.body['incident']).toEqual({
    trigger: 'all',
    when: 'completed',
    integrationId: integration.id,
    escalationPolicyId: null,
  });
  await client.patch(`/lines/${id}`, { incident: { trigger: 'missed' } });
  const refused = await client.patch(`/lines/${id}`, { incident: { when: 'ringing' } });
  expect({ status: refused.status, fields: fields(refused.body) }).toEqual({ status: 400, fields: ['incident.when'] });
  const without = await client.patch(`/lines/${id}`, { incident: { integrationId: null } });
  expect(fields(without.body)).toEqual(['incident.integrationId']);
});

it('refuses a number, an e-mail address, a phone and a slug that another one has', async () => {
  const { client } = control;
  const { line, user } = await anOrganisation(client);
  await client.made('/lines', line);
  expect(await client.post('/lines', line)).toMatchObject({ status: 409, body: { errors: [{ path: 'number' }] } });
  const email = String(user['email']).toUpperCase();
  expect((await client.post('/users', { name: 'Other', email })).status).toBe(409);
  await client.made('/contacts', { name: 'A', phone: '+14157770001' });
  expect((await client.post('/contacts', { name: 'B', phone: '+14157770001' })).status).toBe(409);
  await client.made('/teams', { name: 'A', slug: 'ops' });
  expect((await client.post('/teams', { name: 'B', slug: 'ops' })).status).toBe(409);
});

it('does not delete what is used, and names who uses it', async () => {
  const { client } = control;
  const { line, schedule, user } = await anOrganisation(client);
  await client.made('/lines', { ...line, name: 'Night line' });
  const refused = await client.delete(`/schedules/${schedule.id}`);
  expect(refused.status).toBe(409);
  expect(refused.body['detail']).toContain('escalation policy "Default", line "Night line"');
  expect((await client.delete(`/users/${user.id}`)).body['detail']).toContain('schedule "Backend Team"');
});

it('deletes a line only while nobody is talking on it', async () => {
  const { client, broker } = control;
  const { line } = await anOrganisation(client);
  const { id } = await client.made('/lines', line);
  expect((await client.delete(`/lines/${id}`)).status).toBe(503);
  const busy = await fakeOwner(broker, { 'calls.live-on-line': { count: 1 } });
  expect((await client.delete(`/lines/${id}`)).status).toBe(409);
  busy.leave();
  const idle = await fakeOwner(broker, { 'calls.live-on-line': { count: 0 } });
  expect((await client.delete(`/lines/${id}`)).status).toBe(204);
  idle.leave();
  expect(idle.asked).toEqual([{ subject: 'calls.live-on-line', data: { lineId: id } }]);
});

it('never tells a secret again, neither in an answer nor in the audit log nor in the clear on disk', async () => {
  const { client, database } = control;
  const { account, channel, user } = await anOrganisation(client);
  await client.patch(`/provider-accounts/${account.id}`, { name: 'Twilio EU' });
  await client.patch(`/users/${user.id}`, { password: 'a-new-long-password' });
  const answers = await Promise.all(
    [`/provider-accounts/${account.id}`, `/channels/${channel.id}`, `/users/${user.id}`, '/audit-log?limit=200'].map(
      (path) => client.get(path),
    ),
  );
  const rows = await database.query('select * from resource');
  const everything = JSON.stringify([answers.map((answer) => answer.text), rows]);
  for (const secret of ['the-auth-token', 'the-webhook-path', 'a-new-long-password', 'argon2']) {
    expect(everything).not.toContain(secret);
  }
  expect(answers[0]?.body).not.toHaveProperty('authToken');
  expect(answers[1]?.body).toMatchObject({ type: 'slack' });
});

it('keeps a secret that a PATCH does not name, and takes a new one that it does', async () => {
  const { client, app, database } = control;
  const { account, channel } = await anOrganisation(client);
  const cipher = app.get(SecretCipher);
  const secret = async (id: string, field: string): Promise<string> => {
    const [row] = await database.query<{ encrypted: string }>(
      'select document->>$2 as encrypted from resource where id = $1',
      [id, field],
    );
    return cipher.decrypt(row?.encrypted ?? '');
  };
  await client.patch(`/provider-accounts/${account.id}`, { name: 'Renamed' });
  expect(await secret(account.id, 'authToken')).toBe('the-auth-token');
  await client.patch(`/provider-accounts/${account.id}`, { authToken: 'another-token' });
  expect(await secret(account.id, 'authToken')).toBe('another-token');
  const url = 'https://example.webhook.office.com/another';
  expect((await client.patch(`/channels/${channel.id}`, { type: 'teams', url })).body).toMatchObject({ type: 'teams' });
  expect(await secret(channel.id, 'urlSecret')).toBe(url);
  expect((await client.patch(`/channels/${channel.id}`, { url: 'not a url' })).status).toBe(400);
});

it('gives an integration a token and a URL, and another one on request', async () => {
  const { client } = control;
  const { integration } = await anOrganisation(client);
  const token = String(integration['token']);
  expect(token).toMatch(/^[\w-]{32,}$/);
  expect(integration['url']).toBe(`http://127.0.0.1:3001/${token}/push-events`);
  await client.patch(`/integrations/${integration.id}`, { name: 'Renamed' });
  expect((await client.get(`/integrations/${integration.id}`)).body['token']).toBe(token);
  const rotated = await client.post(`/integrations/${integration.id}/rotate-token`);
  expect(rotated).toMatchObject({ status: 200, body: { name: 'Renamed' } });
  expect(rotated.body['token']).not.toBe(token);
});

it('keeps at least one admin', async () => {
  const { client } = control;
  const { body } = await client.get('/users?limit=200');
  const only = body.items.find((user) => user['role'] === 'admin');
  expect((await client.patch(`/users/${String(only?.['id'])}`, { role: 'viewer' })).status).toBe(409);
  expect((await client.delete(`/users/${String(only?.['id'])}`)).status).toBe(409);
  await client.made('/users', { name: 'Second', email: 'second@ringdown.example', role: 'admin' });
  expect((await client.patch(`/users/${String(only?.['id'])}`, { role: 'viewer' })).status).toBe(200);
});

it('writes down who changed what', async () => {
  const { client } = control;
  const { id } = await client.made('/contacts', { name: 'Audited', phone: '+14158880001' });
  await client.patch(`/contacts/${id}`, { name: 'Audited twice' });
  await client.delete(`/contacts/${id}`);
  const { body } = await client.get('/audit-log?limit=3');
  expect(body.items.map(({ action, before, after }) => [action, before, after])).toEqual([
    ['deleted', expect.objectContaining({ name: 'Audited twice' }), null],
    ['changed', expect.objectContaining({ name: 'Audited' }), expect.objectContaining({ name: 'Audited twice' })],
    ['created', null, expect.objectContaining({ name: 'Audited' })],
  ]);
  expect(body.items[0]).toMatchObject({
    actor: { type: 'api-key', name: 'RINGDOWN_API_KEY' },
    what: { kind: 'contact', id },
  });
  const next = await client.get(`/audit-log?limit=3&cursor=${String(body['nextCursor'])}`);
  expect(Number(next.body.items[0]?.['id'])).toBeLessThan(Number(body.items[2]?.['id']));
});

it('keeps the settings of the organisation', async () => {
  const { client } = control;
  expect((await client.get('/settings')).body).toEqual({
    blockedPrefixes: [],
    allowedCountries: null,
    notifyFrom: null,
    notifyLimits: { textsPerPerson: 30, callsPerPerson: 15, texts: 600, calls: 300 },
    manualIntegrationId: null,
  });
  expect((await client.patch('/settings', { blockedPrefixes: ['+1900'] })).status).toBe(200);
  expect((await client.patch('/settings', { allowedCountries: ['us'] })).status).toBe(400);
  const notifyFrom = { providerAccountId: 'acct_gone', number: '+12245550123' };
  expect(fields((await client.patch('/settings', { notifyFrom })).body)).toEqual(['notifyFrom.providerAccountId']);
  expect((await client.get('/settings')).body).toMatchObject({ blockedPrefixes: ['+1900'] });
});

it('keeps the integration that incidents declared from chat go under, and does not lose it', async () => {
  const { client } = control;
  const { integration, policy } = await anOrganisation(client);
  const choose = (manualIntegrationId: string | null) => client.patch('/settings', { manualIntegrationId });
  for (const other of [policy.id, 'int_gone']) {
    const { status, body } = await choose(other);
    expect({ status, fields: fields(body) }).toEqual({ status: 400, fields: ['manualIntegrationId'] });
  }
  expect((await choose(integration.id)).body).toMatchObject({ manualIntegrationId: integration.id });
  const another = await client.patch('/settings', { blockedPrefixes: ['+1976'] });
  expect(another.body).toMatchObject({ manualIntegrationId: integration.id });
  const refused = await client.delete(`/integrations/${integration.id}`);
  expect({ status: refused.status, detail: refused.body['detail'] }).toEqual({
    status: 409,
    detail: expect.stringContaining('Choose another integration for them in the settings first.'),
  });
  expect((await choose(null)).body).toMatchObject({ manualIntegrationId: null });
  expect((await client.delete(`/integrations/${integration.id}`)).status).toBe(204);
});
