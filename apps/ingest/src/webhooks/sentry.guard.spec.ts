import { createHmac } from 'node:crypto';
import { SecretCipher } from '@ringdown/platform-config';
import { createLogger } from '@ringdown/platform-telemetry';
import { anIntegration } from '../testing/push-server.js';
import type { ReceivedRequest } from './received-entry.js';
import { SenderGuards } from './sender-guards.js';
import { SentryGuard } from './sentry.guard.js';

const cipher = new SecretCipher('a'.repeat(32));
const guards = new SenderGuards([new SentryGuard(cipher, createLogger('test', 'silent'))]);
const clientSecret = cipher.encrypt('s3cr3t');
const bytes = Buffer.from('{"action": "created",  "data": {"x": "Größe"}}');
const hmac = (of: Buffer, secret = 's3cr3t'): string => createHmac('sha256', secret).update(of).digest('hex');

const read = { readAs: 'sentry', events: [], warnings: [] } as const;
const inspect = (
  signature: string | undefined,
  integration: Parameters<typeof anIntegration>[0] = { clientSecret, type: 'sentry' },
  via: ReceivedRequest['via'] = 'http',
  readAs: 'sentry' | 'webhook' = 'sentry',
) =>
  guards.inspect({
    integration: anIntegration(integration),
    request: {
      bytes,
      signature,
      via,
      contentType: undefined,
      contentEncoding: undefined,
      headers: {},
      correlationId: undefined,
    },
    sent: { kind: 'json', json: { text: bytes.toString(), value: {} }, warnings: [], chars: bytes.length },
    read: { ...read, readAs },
  });

it('takes what Sentry signed, by its bytes', async () => {
  await expect(inspect(hmac(bytes))).resolves.toEqual(read);
  await expect(inspect(hmac(bytes).toUpperCase())).resolves.toEqual(read);
});

it.each([
  ['none', undefined],
  ['an empty one', ''],
  ['no hex', 'z'.repeat(64)],
  ['half of it', hmac(bytes).slice(0, 32)],
  ['one with more behind it', `${hmac(bytes)}00`],
  ['one of other bytes', hmac(Buffer.from(JSON.stringify(JSON.parse(bytes.toString()))))],
  ['one of another secret', hmac(bytes, 'other')],
])('refuses %s', async (_what, signature) => {
  await expect(inspect(signature)).rejects.toMatchObject({
    kind: 'forbidden',
    message: expect.stringContaining('client secret') as string,
  });
});

it('asks for no signature where the integration has no client secret', async () => {
  await expect(inspect(undefined, { clientSecret: null })).resolves.toEqual(read);
});

it('takes what it cannot check, with a warning', async () => {
  const secrets = [new SecretCipher('b'.repeat(32)).encrypt('s3cr3t'), 'no secret'];
  for (const secret of secrets) {
    const { warnings } = await inspect(undefined, { clientSecret: secret });
    expect(warnings).toEqual(['The signature could not be checked: enter Sentry’s client secret again.']);
  }
});

it('guards its integration against whatever else is sent there, but not against who is signed in', async () => {
  await expect(inspect(undefined, { clientSecret, type: 'sentry' }, 'http', 'webhook')).rejects.toMatchObject({
    kind: 'forbidden',
  });
  await expect(inspect(undefined, { clientSecret, type: 'webhook' }, 'http', 'webhook')).resolves.toMatchObject({
    warnings: [],
  });
  for (const via of ['test', 'replay', 'mail'] as const) {
    await expect(inspect(undefined, { clientSecret, type: 'sentry' }, via)).resolves.toEqual(read);
  }
});
