import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

const accountSid = `AC${'0'.repeat(32)}`;
let provider: Server;
let control: ControlUnderTest;
let id = '';
beforeAll(async () => {
  provider = createServer((request, response) => {
    const right = `Basic ${Buffer.from(`${accountSid}:right`).toString('base64')}`;
    const knows = request.url === `/2010-04-01/Accounts/${accountSid}.json` && request.headers.authorization === right;
    response.writeHead(knows ? 200 : 401).end('{}');
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  control = await startControl({ TWILIO_API_URL: `http://127.0.0.1:${(provider.address() as AddressInfo).port}` });
  const account = { name: 'Twilio', provider: 'twilio', accountSid, authToken: 'right' };
  id = (await control.client.made('/provider-accounts', account)).id;
});
afterAll(() => control.stop());

const verify = () => control.client.post(`/provider-accounts/${id}/verify`);

it('tells whether the provider knows the account', async () => {
  expect(await verify()).toMatchObject({ status: 200, body: { ok: true, detail: 'Twilio accepts this account.' } });
  await control.client.patch(`/provider-accounts/${id}`, { authToken: 'wrong' });
  expect(await verify()).toMatchObject({
    status: 200,
    body: { ok: false, detail: expect.stringContaining('auth token') },
  });
});

it('tells that the provider could not be reached', async () => {
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
  const { status, body } = await verify();
  expect({ status, body }).toEqual({
    status: 200,
    body: { ok: false, detail: expect.stringContaining('could not be asked') },
  });
});
