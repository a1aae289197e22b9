import { fallbackKey } from '@ringdown/platform-config';
import { anOrganisation } from '../testing/an-organisation.js';
import { ProviderStandIn } from '../testing/provider-stand-in.js';
import { standInOwner } from '../testing/stand-in-owner.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

const plivo = { name: 'Plivo', provider: 'plivo', authId: 'MA0123456789ABCDEFGH', authToken: 'the-plivo-token' };
let provider: ProviderStandIn;
let control: ControlUnderTest;
beforeAll(async () => {
  provider = await ProviderStandIn.open();
  control = await startControl({ TWILIO_API_URL: provider.origin, PLIVO_API_URL: provider.origin });
});
afterAll(async () => {
  await control.stop();
  await provider.close();
});
beforeEach(() => provider.forget());

const webhookOf = (name: string, lineId: string) => {
  const url = `http://127.0.0.1:3002/voice/${name}/${lineId}`;
  const key = fallbackKey('0123456789abcdef0123456789abcdef', lineId);
  return { url, fallbackUrl: `${url}/fallback/${key}`, statusUrl: `${url}/status`, method: 'POST' };
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
  expect((await client.get(`/lines/${id}`)).body['webhook']).toEqual(webhookOf('twilio', id));
  const account = await client.made('/provider-accounts', plivo);
  const moved = await client.patch(`/lines/${id}`, { providerAccountId: account.id });
  expect(moved.body['webhook']).toEqual(webhookOf('plivo', id));
  const listed = (await client.get('/lines')).body.items.find((item) => item['id'] === id);
  expect(listed?.['webhook']).toEqual(webhookOf('plivo', id));
});

it('sets the webhook at the provider, and tells where it cannot', async () => {
  const { client } = control;
  const { line } = await anOrganisation(client);
  const { id } = await client.made('/lines', line);
  provider.answer(200, { incoming_phone_numbers: [{ sid: 'PN1', phone_number: line.number }], sid: 'PN1' });
  expect(await client.post(`/lines/${id}/provision`)).toMatchObject({ status: 200, body: { ok: true } });
  const set = provider.asked.find(({ method }) => method === 'POST');
  expect(set?.fields).toMatchObject({ VoiceUrl: webhookOf('twilio', id).url });
  expect(set?.fields['VoiceFallbackUrl']).toBe(webhookOf('twilio', id).fallbackUrl);
  provider.answer(200, { incoming_phone_numbers: [] });
  const verdict = await client.post(`/lines/${id}/provision`);
  expect(verdict).toMatchObject({ status: 200, body: { ok: false, detail: expect.stringContaining(line.number) } });
});

it('asks call-routing for the dry run, now or at an instant', async () => {
  const { line } = await anOrganisation(control.client);
  const { id } = await control.client.made('/lines', line);
  const at = '2026-01-05T09:00:00.000Z';
  const answer = { at, outcome: 'no_one_on_call', attempts: [], says: [{ when: 'no_one_on_call', text: 'Sorry.' }] };
  const owner = await standInOwner(control.broker, { 'calls.preview': answer });
  expect((await control.client.get(`/lines/${id}/preview?at=${at}`)).body).toEqual(answer);
  await control.client.get(`/lines/${id}/preview`);
  const [then, now] = owner.asked.map(({ data }) => data as { lineId: string; at: string });
  expect(then).toEqual({ lineId: id, at });
  expect(Math.abs(Date.parse(now?.at ?? '') - Date.now())).toBeLessThan(10_000);
  expect((await control.client.get(`/lines/${id}/preview?at=tomorrow`)).status).toBe(400);
  expect((await control.client.get('/lines/line_gone/preview')).status).toBe(404);
  owner.leave();
});
