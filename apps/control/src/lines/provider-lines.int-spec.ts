import { fallbackKey, SecretCipher, Settings } from '@ringdown/platform-config';
import { anOrganisation } from '../testing/an-organisation.js';
import { FakeProvider } from '../testing/fake-provider.js';
import { fakeOwner } from '../testing/fake-owner.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

const plivo = { name: 'Plivo', provider: 'plivo', authId: 'MA0123456789ABCDEFGH', authToken: 'the-plivo-token' };
let provider: FakeProvider;
let control: ControlUnderTest;
beforeAll(async () => {
  provider = await FakeProvider.open();
  control = await startControl({ TWILIO_API_URL: provider.origin, PLIVO_API_URL: provider.origin });
});
afterAll(async () => {
  await control.stop();
  await provider.close();
});
beforeEach(() => provider.forget());

const webhookOf = (name: string, lineId: string, accountId: unknown) => {
  const url = `http://127.0.0.1:3002/voice/${name}/${lineId}`;
  const key = fallbackKey(control.app.get(Settings).secretKey, lineId);
  return {
    url,
    fallbackUrl: `${url}/fallback/${key}`,
    statusUrl: `${url}/status`,
    messageUrl: `${control.app.get(Settings).notificationUrl}/telephony/${name}/${String(accountId)}/texts`,
    method: 'POST',
  };
};

it('takes accounts of both providers, and the fields of the other one when an account changes sides', async () => {
  const { client } = control;
  const { id } = await client.made('/provider-accounts', plivo);
  const { body } = await client.get(`/provider-accounts/${id}`);
  expect(body).toMatchObject({ provider: 'plivo', authId: plivo.authId });
  expect(body).not.toHaveProperty('authToken');
  expect((await client.patch(`/provider-accounts/${id}`, { name: 'Plivo EU' })).body).toMatchObject({
    name: 'Plivo EU',
    authId: plivo.authId,
  });
  const half = await client.patch(`/provider-accounts/${id}`, { provider: 'twilio' });
  expect({
    status: half.status,
    fields: (half.body['errors'] as unknown as { path: string }[]).map((e) => e.path),
  }).toEqual({
    status: 400,
    fields: ['accountSid', 'authToken'],
  });
  const accountSid = `AC${'1'.repeat(32)}`;
  const whole = await client.patch(`/provider-accounts/${id}`, { provider: 'twilio', accountSid, authToken: 'new' });
  expect(whole).toMatchObject({ status: 200, body: { name: 'Plivo EU', provider: 'twilio', accountSid } });
  expect(whole.body).not.toHaveProperty('authId');
  expect((await client.patch(`/provider-accounts/${id}`, plivo)).body).not.toHaveProperty('signingKeys');
  const { status, body: problem } = await client.post('/provider-accounts', { ...plivo, provider: 'vonage' });
  expect({ status, detail: problem['detail'] }).toEqual({ status: 400, detail: 'Provider: choose twilio or plivo.' });
});

it('asks each provider with its own account', async () => {
  const { id } = await control.client.made('/provider-accounts', plivo);
  provider.answer(200, {});
  expect((await control.client.post(`/provider-accounts/${id}/verify`)).body).toMatchObject({ ok: true });
  const [asked] = provider.asked;
  expect(asked?.url).toContain(`/v1/Account/${plivo.authId}`);
  expect(asked?.authorization).toBe(`Basic ${Buffer.from(`${plivo.authId}:the-plivo-token`).toString('base64')}`);
});

it('shows the webhook of the provider that the line has', async () => {
  const { client } = control;
  const { line } = await anOrganisation(client);
  const { id } = await client.made('/lines', line);
  expect((await client.get(`/lines/${id}`)).body['webhook']).toEqual(webhookOf('twilio', id, line.providerAccountId));
  const account = await client.made('/provider-accounts', plivo);
  const moved = await client.patch(`/lines/${id}`, { providerAccountId: account.id });
  expect(moved.body['webhook']).toEqual(webhookOf('plivo', id, account.id));
  const listed = (await client.get('/lines')).body.items.find((item) => item['id'] === id);
  expect(listed?.['webhook']).toEqual(webhookOf('plivo', id, account.id));
});

it('sets the webhook at the provider, and tells where it cannot', async () => {
  const { client } = control;
  const { line } = await anOrganisation(client);
  const { id } = await client.made('/lines', line);
  provider.answer(200, { incoming_phone_numbers: [{ sid: 'PN1', phone_number: line.number }], sid: 'PN1' });
  expect(await client.post(`/lines/${id}/provision`)).toMatchObject({ status: 200, body: { ok: true } });
  const set = provider.asked.find(({ method }) => method === 'POST');
  expect(set?.fields).toMatchObject({ VoiceUrl: webhookOf('twilio', id, line.providerAccountId).url });
  expect(set?.fields['VoiceFallbackUrl']).toBe(webhookOf('twilio', id, line.providerAccountId).fallbackUrl);
  expect(set?.fields['SmsUrl']).toBe(webhookOf('twilio', id, line.providerAccountId).messageUrl);
  provider.answer(200, { incoming_phone_numbers: [] });
  const verdict = await client.post(`/lines/${id}/provision`);
  expect(verdict).toMatchObject({ status: 200, body: { ok: false, detail: expect.stringContaining(line.number) } });
});

it('asks call-routing for the dry run, now or at an instant', async () => {
  const { line } = await anOrganisation(control.client);
  const { id } = await control.client.made('/lines', line);
  const at = '2026-01-05T09:00:00.000Z';
  const answer = { at, outcome: 'no_one_on_call', attempts: [], says: [{ when: 'no_one_on_call', text: 'Sorry.' }] };
  const owner = await fakeOwner(control.broker, { 'calls.preview': answer });
  expect((await control.client.get(`/lines/${id}/preview?at=${at}`)).body).toEqual(answer);
  await control.client.get(`/lines/${id}/preview`);
  const [then, now] = owner.asked.map(({ data }) => data as { lineId: string; at: string });
  expect(then).toEqual({ lineId: id, at });
  expect(Math.abs(Date.parse(now?.at ?? '') - Date.now())).toBeLessThan(10_000);
  expect((await control.client.get(`/lines/${id}/preview?at=tomorrow`)).status).toBe(400);
  expect((await control.client.get('/lines/line_gone/preview')).status).toBe(404);
  owner.leave();
});

describe('shared keys of an account at Twilio', () => {
  const accountSid = `AC${'2'.repeat(32)}`;
  const twilio = { name: 'Twilio', provider: 'twilio', accountSid, authToken: 'the-auth-token' };
  const old = { id: 'WK1', key: 'the-older-key' };
  const made = async (signingKeys?: readonly object[]) =>
    (await control.client.made('/provider-accounts', { ...twilio, ...(signingKeys ? { signingKeys } : {}) })).id;
  const patch = (id: string, change: object) => control.client.patch(`/provider-accounts/${id}`, change);
  /** As call-routing gets to know them. */
  const kept = async (id: string) => {
    const [row] = await control.database.query<{ keys: { id: string; keySecret: string }[] }>(
      `select document->'signingKeys' as keys from resource where id = $1`,
      [id],
    );
    const cipher = control.app.get(SecretCipher);
    return (row?.keys ?? []).map(({ id: keyId, keySecret }) => ({ id: keyId, key: cipher.decrypt(keySecret) }));
  };

  it('are written, and never read back', async () => {
    const id = await made([old]);
    expect((await control.client.get(`/provider-accounts/${id}`)).body).toMatchObject({ signingKeys: [{ id: 'WK1' }] });
    expect(await kept(id)).toEqual([old]);
    await patch(id, { signingKeys: [old, { id: 'WK2', key: 'the-newer-key' }] });
    const answers = await Promise.all(
      ['/provider-accounts?limit=200', '/audit-log?limit=200'].map((path) => control.client.get(path)),
    );
    const rows = await control.database.query('select * from resource where id = $1', [id]);
    expect(JSON.stringify([answers.map(({ text }) => text), rows])).not.toMatch(
      /the-older-key|the-newer-key|keySecret":"[^v]/,
    );
    expect(answers.map(({ text }) => text).join('')).not.toContain('keySecret');
  });

  it('stay where a change does not name them, and where it names them by their ids alone', async () => {
    const id = await made([old]);
    expect((await patch(id, { name: 'Renamed' })).status).toBe(200);
    expect(await kept(id)).toEqual([old]);
    const newer = { id: 'WK2', key: 'the-newer-key' };
    expect((await patch(id, { signingKeys: [{ id: 'WK1' }, newer] })).body).toMatchObject({
      signingKeys: [{ id: 'WK1' }, { id: 'WK2' }],
    });
    expect(await kept(id)).toEqual([old, newer]);
    await patch(id, { signingKeys: [{ id: 'WK2' }] });
    expect(await kept(id)).toEqual([newer]);
    await patch(id, { signingKeys: [{ id: 'WK2', key: 'another' }] });
    expect(await kept(id)).toEqual([{ id: 'WK2', key: 'another' }]);
    expect((await patch(id, { signingKeys: [] })).body).toMatchObject({ signingKeys: [] });
    expect(await kept(id)).toEqual([]);
  });

  it.each([
    ['an id under which nothing is stored', [{ id: 'WK9' }], 'signingKeys.0.key'],
    ['an empty key', [{ id: 'WK9', key: '' }], 'signingKeys.0.key'],
    ['an id that no header could hold', [{ id: 'a,b', key: 'x' }], 'signingKeys.0.id'],
    ['one id twice', [old, { ...old, key: 'x' }], 'signingKeys'],
  ])('are refused with %s', async (_, signingKeys, path) => {
    const created = await control.client.post('/provider-accounts', { ...twilio, signingKeys });
    expect(created).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    expect(await patch(await made(), { signingKeys })).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  it('are not Plivo’s, and go when the account becomes one of Plivo’s', async () => {
    expect((await control.client.post('/provider-accounts', { ...plivo, signingKeys: [old] })).status).toBe(400);
    const id = await made([old]);
    const { authId, authToken } = plivo;
    const changed = await patch(id, { provider: 'plivo', authId, authToken });
    expect(changed.status).toBe(200);
    expect(changed.body).not.toHaveProperty('signingKeys');
    expect(await kept(id)).toEqual([]);
  });
});
