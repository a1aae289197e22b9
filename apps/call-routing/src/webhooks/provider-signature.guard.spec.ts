import { createHmac } from 'node:crypto';
import type { ExecutionContext } from '@nestjs/common';
import { fallbackKey, SecretCipher, type Settings } from '@ringdown/platform-config';
import { providerRegistry } from '@ringdown/telephony';
import type { CallDefectRepository } from '../calls/call-defects.js';
import { LineProviders } from '../calls/line-providers.js';
import { aLine, aMirror } from '../testing/a-mirror.js';
import { silent } from '../testing/migrated-database.js';
import type { CallRebuilder } from './call-rebuilder.js';
import { ProviderSignatureGuard, verifiedOf } from './provider-signature.guard.js';

const cipher = new SecretCipher('k'.repeat(32));
const token = '12345abcdef67890test';
const secretKey = 'k'.repeat(32);
const settings = { voiceUrl: 'https://hooks.example.com', secretKey } as Settings;
const twilio = {
  id: 'acct_1',
  name: 'T',
  provider: 'twilio' as const,
  accountSid: 'AC1',
  authToken: cipher.encrypt(token),
};

/** A process with this configuration; `looksFor` is what it has waited for. */
function world(documents: Parameters<typeof aMirror>[0] = { 'provider-account': [twilio], line: [aLine()] }) {
  const { mirror, becomes } = aMirror(documents);
  const looksFor: string[] = [];
  const arrives: Parameters<typeof becomes>[0][] = [];
  jest.spyOn(mirror, 'find').mockImplementation((kind, id) => {
    looksFor.push(`${kind} ${id}`);
    for (const later of arrives.splice(0)) becomes({ ...documents, ...later });
    return Promise.resolve(mirror.get(kind, id));
  });
  const registry = providerRegistry({ twilioApiUrl: 'https://api.twilio.com', plivoApiUrl: 'https://api.plivo.com' });
  const providers = new LineProviders(registry, mirror, settings, cipher, silent);
  const noted: string[] = [];
  const defects = { note: ({ defects: found }: { defects: string[] }) => Promise.resolve(void noted.push(...found)) };
  const guard = new ProviderSignatureGuard(
    providers,
    mirror,
    {} as CallRebuilder,
    defects as unknown as CallDefectRepository,
    settings,
  );
  return { mirror, guard, looksFor, arrives, noted, twilioProvider: registry.named('twilio') };
}

/** A call that comes in on a line, signed with this token. */
function requestOf(lineId: string, { with: key = token, fallback = '' } = {}) {
  const target = `/voice/twilio/${lineId}${fallback && `/fallback/${fallback}`}`;
  const signature = createHmac('sha1', key).update(`${settings.voiceUrl}${target}CallSidCA1`).digest('base64');
  const request = {
    ...{ method: 'POST', body: 'CallSid=CA1', raw: { url: target }, headers: { 'x-twilio-signature': signature } },
    params: { provider: 'twilio', lineId, ...(fallback ? { key: fallback } : {}) },
  };
  const context = { switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext;
  return { request: request as never, context };
}

it('lets a signed request in, with its line, its account and its fields', async () => {
  const { guard, looksFor } = world();
  const { request, context } = requestOf('line_1');
  expect(await guard.canActivate(context)).toBe(true);
  expect(verifiedOf(request)).toMatchObject({
    line: { id: 'line_1' },
    account: { accountId: 'AC1' },
    base: 'https://hooks.example.com/voice/twilio/line_1',
    fields: { CallSid: 'CA1' },
  });
  expect(looksFor).toEqual([]);
});

it('refuses a forged request, and one for a line that is not known, at once', async () => {
  const { guard, looksFor } = world();
  await expect(guard.canActivate(requestOf('line_1', { with: 'forged' }).context)).rejects.toMatchObject({
    kind: 'forbidden',
  });
  await expect(guard.canActivate(requestOf('line_9', { with: 'forged' }).context)).rejects.toMatchObject({
    kind: 'not-found',
  });
  expect(looksFor).toEqual([]);
});

it('gives the configuration of a line that was created a moment ago its time, where an account of ours signed', async () => {
  const { guard, looksFor, arrives } = world();
  arrives.push({ line: [aLine(), aLine({ id: 'line_2' })] });
  const { request, context } = requestOf('line_2');
  expect(await guard.canActivate(context)).toBe(true);
  expect(verifiedOf(request).line.id).toBe('line_2');
  expect(looksFor).toEqual(['line line_2', 'provider-account acct_1']);
});

it('refuses a signed request for a line that does not come', async () => {
  const { guard, looksFor } = world();
  await expect(guard.canActivate(requestOf('line_9').context)).rejects.toMatchObject({ kind: 'not-found' });
  expect(looksFor).toEqual(['line line_9']);
});

it('waits in a process that has no configuration yet', async () => {
  const { guard, mirror, arrives } = world({});
  jest.spyOn(mirror, 'ready', 'get').mockReturnValue(false);
  arrives.push({ 'provider-account': [twilio], line: [aLine()] });
  expect(await guard.canActivate(requestOf('line_1').context)).toBe(true);
});

it('takes the key of the fallback URL where the check of signatures itself fails, and nothing else', async () => {
  const { guard, noted, twilioProvider } = world();
  jest.spyOn(twilioProvider, 'isSigned').mockImplementation(() => {
    throw new TypeError('a planted defect');
  });
  await expect(guard.canActivate(requestOf('line_1').context)).rejects.toMatchObject({ kind: 'forbidden' });
  const wrong = requestOf('line_1', { fallback: '0'.repeat(32) });
  await expect(guard.canActivate(wrong.context)).rejects.toMatchObject({ kind: 'forbidden' });
  const right = requestOf('line_1', { fallback: fallbackKey(secretKey, 'line_1') });
  expect(await guard.canActivate(right.context)).toBe(true);
  expect(verifiedOf(right.request).defect).toBeInstanceOf(TypeError);
  expect(noted).toContainEqual(expect.stringContaining('a planted defect'));
});
