import { anOrganisation } from '../testing/an-organisation.js';
import type { Client } from '../testing/client.js';
import { FakeProvider } from '../testing/fake-provider.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

const password = 'a-long-password';
let provider: FakeProvider;
let control: ControlUnderTest;
let number = '';
beforeAll(async () => {
  provider = await FakeProvider.open();
  control = await startControl({ TWILIO_API_URL: provider.origin });
});
afterAll(async () => {
  await control.stop();
  await provider.close();
});
beforeEach(() => {
  provider.forget();
  provider.answer(201, { sid: 'SM1' });
});

const aUser = async (phone: string | null = '+14155550102'): Promise<string> => {
  const email = `person${Math.random()}@ringdown.example`;
  return (await control.client.made('/users', { name: 'Ann', email, password, phone, role: 'responder' })).id;
};
const verify = (id: string, via = 'sms', client: Client = control.client) =>
  client.post(`/users/${id}/phone/verify`, { via });
const confirm = (id: string, code: string, client: Client = control.client) =>
  client.post(`/users/${id}/phone/confirm`, { code });
const verifiedAt = async (id: string) => (await control.client.get(`/users/${id}`)).body['phoneVerifiedAt'];
/** The code in the text that was sent last. */
const sentCode = (): string => /\d{6}/.exec(String(provider.asked.at(-1)?.fields['Body']))?.[0] ?? '';
const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');
/** As if so much time had gone by. */
const later = (id: string, interval: string) =>
  control.database.query(
    `update phone_code set expires_at = expires_at - $2::interval,
       sent_at = (select array_agg(one - $2::interval) from unnest(sent_at) one) where user_id = $1`,
    [id, interval],
  );

it('says so where there is nothing to send from', async () => {
  const { status, body } = await verify(await aUser());
  expect({ status, detail: body['detail'] }).toEqual({ status: 409, detail: expect.stringContaining('add a line') });
});

describe('with a line', () => {
  beforeAll(async () => {
    const { line } = await anOrganisation(control.client);
    ({ number } = line);
    await control.client.made('/lines', line);
  });

  it('sends a code by text from the first line, and verifies the phone by it', async () => {
    const id = await aUser();
    const { status, body } = await verify(id);
    expect({ status, body }).toMatchObject({ status: 200, body: { via: 'sms', sentTo: '…0102' } });
    expect(provider.asked).toMatchObject([{ method: 'POST', fields: { From: number, To: '+14155550102' } }]);
    const code = sentCode();
    expect(code).toMatch(/^\d{6}$/);
    expect(JSON.stringify(await control.database.query('select * from phone_code'))).not.toContain(code);
    expect(await verifiedAt(id)).toBeNull();
    const confirmed = await confirm(id, code);
    expect(confirmed).toMatchObject({ status: 200, body: { id, phoneVerifiedAt: expect.any(String) } });
    expect((await confirm(id, code)).status).toBe(400);
    const [entry] = (await control.client.get('/audit-log')).body.items;
    expect(entry).toMatchObject({ action: 'verified the phone', what: { kind: 'user', id } });
  });

  it('forgets that it was verified when the phone changes, and takes no code of the old one', async () => {
    const id = await aUser();
    await verify(id);
    const code = sentCode();
    await control.client.patch(`/users/${id}`, { phone: '+14155550103' });
    expect((await confirm(id, code)).status).toBe(400);
    await later(id, '31 seconds');
    await verify(id);
    await confirm(id, sentCode());
    expect(await verifiedAt(id)).not.toBeNull();
    await control.client.patch(`/users/${id}`, { phone: '+14155550104' });
    expect(await verifiedAt(id)).toBeNull();
  });

  it('takes five tries and ten minutes', async () => {
    const id = await aUser();
    await verify(id);
    const code = sentCode();
    for (const left of ['4 tries are', '3 tries are', '2 tries are', '1 try is']) {
      expect(await confirm(id, wrong(code))).toMatchObject({
        status: 400,
        body: { detail: expect.stringContaining(`${left} left`), errors: [{ path: 'code' }] },
      });
    }
    expect((await confirm(id, wrong(code))).status).toBe(400);
    expect(await confirm(id, code)).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('another one') },
    });
    await later(id, '31 seconds');
    await verify(id);
    await later(id, '10 minutes');
    expect((await confirm(id, sentCode())).status).toBe(400);
    expect(await verifiedAt(id)).toBeNull();
    expect((await confirm(id, '12345')).status).toBe(400);
  });

  it('sends one in 30 seconds and five in an hour', async () => {
    const id = await aUser();
    expect((await verify(id)).status).toBe(200);
    const soon = await verify(id);
    expect(soon.status).toBe(429);
    expect(Number(soon.headers['retry-after'])).toBeGreaterThan(25);
    for (let n = 0; n < 4; n += 1) {
      await later(id, '31 seconds');
      expect((await verify(id)).status).toBe(200);
    }
    await later(id, '31 seconds');
    const sixth = await verify(id);
    expect(sixth.status).toBe(429);
    expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(3000);
    expect(provider.asked).toHaveLength(5);
  });

  it('has a call say the code, at an address that ends with it', async () => {
    const id = await aUser();
    expect((await verify(id, 'voice')).body).toMatchObject({ via: 'voice' });
    expect(provider.asked).toMatchObject([{ fields: { From: number, To: '+14155550102' } }]);
    const url = new URL(String(provider.asked[0]?.fields['Url']));
    expect(url.pathname).toMatch(/^\/phone-codes\/[0-9a-f]{32}$/);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const asked = {
      url: url.pathname,
      method: 'POST',
      headers: form,
      payload: 'CallSid=CA1&CallStatus=in-progress',
    } as const;
    const byPost = await control.app.inject(asked);
    const byGet = await control.app.inject({ method: 'GET', url: url.pathname });
    expect({ status: byPost.statusCode, body: byPost.body }).toEqual({ status: 200, body: byGet.body });
    const said = byPost.body.match(/\d, \d, \d, \d, \d, \d/g) ?? [];
    expect(said).toHaveLength(2);
    const code = String(said[0]).replaceAll(', ', '');
    expect((await confirm(id, code)).status).toBe(200);
    expect((await control.app.inject(asked)).statusCode).toBe(404);
    expect((await control.app.inject({ method: 'GET', url: `/phone-codes/${'0'.repeat(32)}` })).statusCode).toBe(404);
  });

  it('tells what the provider said, and refuses numbers that may not be called', async () => {
    const id = await aUser();
    provider.answer(400, { code: 21211, message: 'Invalid To number' });
    expect(await verify(id)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('provider') } });
    const abroad = await verify(await aUser('+4915112345678'));
    expect(abroad).toMatchObject({ status: 409, body: { detail: expect.stringContaining('allowedCountries') } });
    expect(abroad.body['detail']).toContain('Germany (DE)');
    const guernsey = await verify(await aUser('+447911123456'));
    expect(guernsey.body['detail']).toMatch(/Guernsey \(GG\): to dial it, add GG to allowedCountries/);
    expect((await verify(await aUser('+19005550100'))).body['detail']).toMatch(/premium-rate/);
    expect((await verify(await aUser(null))).status).toBe(409);
    expect((await verify(id, 'pigeon')).status).toBe(400);
  });

  it.each(['+16792345678', '+19242345678', '+18612345678'])(
    'verifies a number in an area that is newer than what we know: %s',
    async (phone) => {
      const id = await aUser(phone);
      expect((await verify(id)).status).toBe(200);
      expect((await confirm(id, sentCode())).status).toBe(200);
      expect(await verifiedAt(id)).not.toBeNull();
    },
  );

  it.each(['sms', 'voice'])(
    'takes no code that the provider refused to send by %s, and waits for none',
    async (via) => {
      const id = await aUser();
      provider.answer(400, { code: 21211, message: 'Invalid To number' });
      for (let n = 0; n < 3; n += 1) expect((await verify(id, via)).status).toBe(409);
      for (const code of [via === 'sms' ? sentCode() : '123456', '654321']) {
        expect(await confirm(id, code)).toMatchObject({
          status: 400,
          body: { detail: 'Code: have one sent first; no code was sent to this phone.', errors: [{ path: 'code' }] },
        });
      }
      provider.answer(201, { sid: 'SM1' });
      expect((await verify(id)).status).toBe(200);
      expect((await confirm(id, wrong(sentCode()))).body['detail']).toContain('4 tries are left');
      await later(id, '31 seconds');
      expect((await verify(id)).status).toBe(200);
      expect((await confirm(id, sentCode())).status).toBe(200);
      await later(id, '31 seconds');
      const sixth = await verify(id);
      expect(sixth.status).toBe(429);
      expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(3000);
    },
  );

  it('is for oneself; for others only an admin', async () => {
    const [mine, theirs] = [await aUser(), await aUser()];
    const { email } = (await control.client.get(`/users/${mine}`)).body as unknown as { email: string };
    const { headers, body } = await control.client.nobody().post('/auth/login', { email, password });
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    const me = control.client.nobody().with({ cookie, 'x-csrf-token': String(body['csrfToken']) });
    expect((await verify(mine, 'sms', me)).status).toBe(200);
    expect((await confirm(mine, sentCode(), me)).status).toBe(200);
    expect((await verify(theirs, 'sms', me)).status).toBe(403);
    expect((await confirm(theirs, '123456', me)).status).toBe(403);
  });

  it('sends from the number that the settings name', async () => {
    const { account } = await anOrganisation(control.client);
    const notifyFrom = { providerAccountId: account.id, number: '+12245559999' };
    await control.client.patch('/settings', { notifyFrom });
    await verify(await aUser());
    expect(provider.asked).toMatchObject([{ fields: { From: '+12245559999' } }]);
    await control.client.patch('/settings', { notifyFrom: null });
  });

  it("allows the countries of the lines' numbers, not that of the number it sends from", async () => {
    const { account } = await anOrganisation(control.client);
    await control.client.patch('/settings', { notifyFrom: { providerAccountId: account.id, number: '+442079460000' } });
    const { status, body } = await verify(await aUser('+442079460001'));
    expect({ status, detail: body['detail'] }).toEqual({ status: 409, detail: expect.stringContaining('add GB') });
    await control.client.patch('/settings', { notifyFrom: null });
  });
});
