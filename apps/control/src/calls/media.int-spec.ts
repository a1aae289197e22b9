import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anOrganisation } from '../testing/an-organisation.js';
import { fakeOwner } from '../testing/fake-owner.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

const audio = Buffer.from('0123456789');
let provider: Server;
let origin = '';
let control: ControlUnderTest;
let providerAccountId = '';
beforeAll(async () => {
  provider = createServer((request, response) => {
    const right = `Basic ${Buffer.from(`AC${'0'.repeat(32)}:the-auth-token`).toString('base64')}`;
    if (request.headers.authorization !== right) return response.writeHead(401).end();
    if (request.url !== '/Recordings/RE1.mp3') return response.writeHead(404).end();
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
    const part = audio.subarray(Number(from ?? 0), Number(to ?? audio.length - 1) + 1);
    const range = from ? { 'content-range': `bytes ${from}-${to}/${audio.length}` } : {};
    return response
      .writeHead(from ? 206 : 200, { 'content-type': 'audio/mpeg', 'content-length': part.length, ...range })
      .end(part);
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  control = await startControl({ TWILIO_API_URL: origin });
  providerAccountId = (await anOrganisation(control.client)).account.id;
});
afterAll(async () => {
  await control.stop();
  await new Promise((resolve) => provider.close(resolve));
});

const kept = (providerUrl: string) => fakeOwner(control.broker, { 'calls.media': { providerUrl, providerAccountId } });

it('hands the audio out without asking for the password of the provider', async () => {
  const owner = await kept(`${origin}/Recordings/RE1`);
  const { status, text, headers } = await control.client.get('/calls/call_1/recording');
  expect({ status, text, type: headers['content-type'] }).toEqual({
    status: 200,
    text: '0123456789',
    type: 'audio/mpeg',
  });
  expect((await control.client.nobody().get('/calls/call_1/recording')).status).toBe(401);
  expect(owner.asked).toEqual([{ subject: 'calls.media', data: { id: 'call_1', kind: 'recording' } }]);
  owner.leave();
});

it('hands out a part of it, so that a player can jump', async () => {
  const owner = await kept(`${origin}/Recordings/RE1`);
  const { status, text, headers } = await control.client.with({ range: 'bytes=2-4' }).get('/calls/call_1/voicemail');
  expect({ status, text, range: headers['content-range'] }).toEqual({
    status: 206,
    text: '234',
    range: 'bytes 2-4/10',
  });
  owner.leave();
});

it('says so when it is gone at the provider, and fetches nothing from strangers', async () => {
  for (const url of [`${origin}/Recordings/RE2`, 'http://127.0.0.1:9/Recordings/RE1', 'https://example.com/RE1']) {
    const owner = await kept(url);
    expect((await control.client.get('/calls/call_1/recording')).status).toBe(404);
    owner.leave();
  }
});
