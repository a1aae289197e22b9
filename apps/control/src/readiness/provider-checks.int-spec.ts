import { Clock } from '@ringdown/kernel';
import { anOrganisation } from '../testing/an-organisation.js';
import { ProviderStandIn } from '../testing/provider-stand-in.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';
import { ProviderChecks } from './provider-checks.js';

let provider: ProviderStandIn;
let control: ControlUnderTest;
let line: { id: string; number: string; url: string };
let now = new Date('2026-02-01T12:00:00.000Z');
beforeAll(async () => {
  provider = await ProviderStandIn.open();
  control = await startControl({ TWILIO_API_URL: provider.origin });
  const made = await control.client.made('/lines', (await anOrganisation(control.client)).line);
  const { url } = made['webhook'] as unknown as { url: string };
  line = { id: made.id, number: String(made['number']), url };
  jest.spyOn(control.app.get(Clock), 'now').mockImplementation(() => now);
});
afterAll(async () => {
  await control.stop();
  await provider.close();
});

/** All that Twilio is asked for is in one answer. */
function twilioSays({ balance = '100.00', voiceUrl = line.url }: { balance?: string; voiceUrl?: string }): void {
  const number = { sid: `PN${'0'.repeat(32)}`, phone_number: line.number, voice_url: voiceUrl, voice_method: 'POST' };
  provider.answer(200, { balance, currency: 'USD', incoming_phone_numbers: [number] });
}

const ours = new Set(['number_points_elsewhere', 'account_refuses', 'balance_low']);
const found = async (asked: Promise<{ status: number; body: { items: Record<string, unknown>[] } }>) => {
  const { status, body } = await asked;
  expect(status).toBe(200);
  return body.items.filter(({ kind }) => ours.has(String(kind)));
};
const check = () => found(control.client.post('/readiness/check'));
const read = () => found(control.client.get('/readiness'));

it('asks on demand where the number points and what money there is, and keeps the answer', async () => {
  twilioSays({ voiceUrl: 'https://old.example.com/voice', balance: '3.20' });
  expect(await check()).toMatchObject([
    { kind: 'number_points_elsewhere', subject: { type: 'line', id: line.id } },
    { kind: 'balance_low', text: expect.stringContaining('3.20 USD') },
  ]);
  provider.forget();
  expect(await read()).toHaveLength(2);
  expect(provider.asked).toEqual([]);
  twilioSays({});
  expect(await check()).toEqual([]);
});

it('tells that the account is refused, and leaves what is known where the provider is not reached', async () => {
  provider.answer(401, { code: 20003, message: 'Authenticate', status: 401 });
  expect(await check()).toMatchObject([{ kind: 'account_refuses', level: 'error', subject: { name: 'Twilio' } }]);
  provider.answer(503, {});
  expect(await check()).toMatchObject([{ kind: 'account_refuses' }]);
  twilioSays({});
  expect(await check()).toEqual([]);
});

it('asks every 15 minutes, by one instance, also over a restart', async () => {
  const checks = control.app.get(ProviderChecks, { strict: false });
  const asked = async () => {
    provider.forget();
    twilioSays({});
    await Promise.all([checks.whenDue(), checks.whenDue()]);
    return provider.asked.length;
  };
  now = new Date('2026-02-01T13:00:00.000Z');
  const once = await asked();
  expect(once).toBe(2);
  expect(await asked()).toBe(0);
  now = new Date('2026-02-01T13:14:59.999Z');
  expect(await asked()).toBe(0);
  now = new Date('2026-02-01T13:15:00.000Z');
  expect(await asked()).toBe(once);
});

it('forgets what it found of a line that is deleted', async () => {
  twilioSays({ voiceUrl: 'https://old.example.com/voice' });
  expect(await check()).toHaveLength(1);
  await control.database.query('delete from resource where id = $1', [line.id]);
  expect(await read()).toEqual([]);
});
