import { Clock } from '@ringdown/kernel';
import { anOrganisation } from '../testing/an-organisation.js';
import { FakeProvider } from '../testing/fake-provider.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';
import { ProviderChecks } from './provider-checks.js';

let provider: FakeProvider;
let control: ControlUnderTest;
let line: { id: string; number: string; url: string; messageUrl: string; accountId: string };
let now = new Date('2026-02-01T12:00:00.000Z');
beforeAll(async () => {
  provider = await FakeProvider.open();
  control = await startControl({ TWILIO_API_URL: provider.origin });
  const made = await control.client.made('/lines', (await anOrganisation(control.client)).line);
  const { url, messageUrl } = made['webhook'] as unknown as { url: string; messageUrl: string };
  line = { id: made.id, number: String(made['number']), url, messageUrl, accountId: String(made['providerAccountId']) };
  jest.spyOn(control.app.get(Clock), 'now').mockImplementation(() => now);
});
afterAll(async () => {
  await control.stop();
  await provider.close();
});

/** All that Twilio is asked for is in one answer. */
function twilioSays({ balance = '100.00', voiceUrl = line.url, smsUrl = '' }): void {
  const number = { sid: `PN${'0'.repeat(32)}`, phone_number: line.number, voice_url: voiceUrl, sms_url: smsUrl };
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

describe('where texts are answered', () => {
  const elsewhere = 'https://old.example.com/sms';
  const notifyFrom = (number: string | null) =>
    control.client.patch('/settings', {
      notifyFrom: number === null ? null : { providerAccountId: line.accountId, number },
    });
  afterEach(() => notifyFrom(null));

  it('is said of the line whose number people are texted from, with where its calls go', async () => {
    twilioSays({ smsUrl: elsewhere });
    const [item, ...more] = await check();
    expect(item).toMatchObject({
      kind: 'number_points_elsewhere',
      level: 'error',
      subject: { type: 'line', id: line.id },
    });
    expect(item?.['text']).toMatch(/ACK.*https:\/\/old\.example\.com…/);
    expect(item?.['text']).not.toContain('Calls to');
    expect(more).toEqual([]);

    twilioSays({ smsUrl: elsewhere, voiceUrl: 'https://old.example.com/voice' });
    const [both] = await check();
    expect(both?.['text']).toMatch(/Calls to .* People are texted from /);
    twilioSays({ smsUrl: line.messageUrl });
    expect(await check()).toEqual([]);
  });

  it('is said of the account where the number is no line’s, and of no number that nobody is texted from', async () => {
    await notifyFrom('+12245559999');
    twilioSays({ smsUrl: elsewhere });
    const subject = { type: 'provider-account', id: line.accountId };
    const items = await check();
    expect(items).toMatchObject([{ kind: 'number_points_elsewhere', subject }]);
    expect(items[0]?.['text']).toContain('+12245559999');
    // an account has one finding, and without money nobody is rung
    twilioSays({ smsUrl: elsewhere, balance: '3.20' });
    expect(await check()).toMatchObject([{ kind: 'balance_low', subject }]);
    twilioSays({});
    expect(await check()).toEqual([]);
  });

  it('is said where the account has no such number any more', async () => {
    const other = await control.client.made('/provider-accounts', {
      name: 'Texts only',
      provider: 'twilio',
      accountSid: `AC${'9'.repeat(32)}`,
      authToken: 'a-token-of-the-other-account',
    });
    await control.client.patch('/settings', {
      notifyFrom: { providerAccountId: other.id, number: '+12245559999' },
    });
    twilioSays({});
    provider.answer(200, { balance: '100.00', currency: 'USD', incoming_phone_numbers: [] });
    const items = (await check()).filter(({ subject }) => (subject as { id: string }).id === other.id);
    expect(items).toMatchObject([{ kind: 'number_points_elsewhere' }]);
    expect(items[0]?.['text']).toContain('the account does not own the number');
    await notifyFrom(null);
    await control.client.delete(`/provider-accounts/${other.id}`);
  });
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
