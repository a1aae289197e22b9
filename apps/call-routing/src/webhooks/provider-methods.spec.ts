import { createHmac } from 'node:crypto';
import { stringify } from 'node:querystring';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { FailureFilter, LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { ProviderRegistry, providerRegistry } from '@ringdown/telephony';
import { BusyResponders } from '../calls/busy-responders.js';
import { CallDocuments } from '../calls/call-documents.js';
import { CallEngine } from '../calls/call-engine.js';
import { RecordingsService } from '../recordings/recordings.service.js';
import { CallDefectRepository } from '../calls/call-defects.js';
import { RescueHandOver } from './rescue-hand-over.js';
import { CallRescue } from './call-rescue.js';
import { proceed, received, storedAfter } from '../testing/a-call.js';
import { aLine, aMirror } from '../testing/a-mirror.js';
import { silent } from '../testing/migrated-database.js';
import { BridgeReportWait, CallerLegController } from './caller-leg.controller.js';
import { refuseOtherMethods } from './provider-methods.js';
import { LineProviders } from '../calls/line-providers.js';
import { CallRebuilder } from './call-rebuilder.js';
import { CallReceiver } from './call-receiver.js';
import { ReportsController } from './reports.controller.js';
import { ResponderLegController } from './responder-leg.controller.js';
import { ProviderSignatureGuard } from './provider-signature.guard.js';

const voiceUrl = 'https://hooks.example.com';
const token = '12345abcdef67890test';
const fields = {
  ...{ CallSid: 'CA1', CallUUID: 'CA1', From: '+14155550101', To: '+12245550123', CallStatus: 'completed' },
  ...{ Digits: '1', DialAction: 'answer', RecordingUrl: 'https://x.example/RE1', RecordUrl: 'https://x.example/RE1' },
  ...{ TranscriptionStatus: 'completed', TranscriptionText: 'The disk is full.', transcription: 'The disk is full.' },
};
const hmac = (algorithm: string, text: string): string => createHmac(algorithm, token).update(text).digest('base64');
/** Twilio reports that a leg was picked up by its status. */
const fieldsAt = (target: string) => (target.includes('/leg') ? { ...fields, CallStatus: 'in-progress' } : fields);
const inForm = (target: string): string =>
  Object.entries(fieldsAt(target))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => name + value)
    .join('');

/** By our own hand: Twilio's URL as it is, Plivo's query sorted and decoded; the form of a POST behind it. */
const signed = {
  twilio: (url: string, form: string) => ({ 'x-twilio-signature': hmac('sha1', url + form) }),
  plivo: (url: string, form: string) => {
    const [base, query = ''] = url.split('?');
    const sorted = [...new URLSearchParams(query)]
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join('&');
    const whole = `${base}${sorted || form ? '?' : ''}${sorted}${sorted && form ? '.' : ''}${form}`;
    return { 'x-plivo-signature-v3': hmac('sha256', `${whole}.1`), 'x-plivo-signature-v3-nonce': '1' };
  },
};

const { call } = storedAfter(received(), proceed(1));
const asked: unknown[] = [];
const taken = (command: unknown) => {
  asked.push(command);
  return Promise.resolve(call);
};
const engine = {
  handle: (_address: unknown, command: unknown) => taken(command),
  findByProvider: () => Promise.resolve({ call }),
};
const busy = {
  handle: (_address: unknown, make: (ids: string[], on: typeof call) => unknown) => taken(make([], call)),
};
const receiver = { receive: (_line: unknown, _provider: unknown, incoming: unknown) => taken(incoming) };
const recordings = {
  attach: (_address: unknown, kind: string, recording: object) => Promise.resolve(asked.push({ kind, ...recording })),
};

let app: NestFastifyApplication;
beforeAll(async () => {
  const cipher = new SecretCipher('k'.repeat(32));
  const authToken = cipher.encrypt(token);
  const { mirror } = aMirror({
    line: [aLine(), aLine({ id: 'line_2', providerAccountId: 'acct_2' })],
    'provider-account': [
      { id: 'acct_1', name: 'T', provider: 'twilio', accountSid: 'AC1', authToken },
      { id: 'acct_2', name: 'P', provider: 'plivo', authId: 'MA1', authToken },
    ],
  });
  class Webhooks {}
  Module({
    controllers: [CallerLegController, ResponderLegController, ReportsController],
    providers: [
      ...[ProviderSignatureGuard, LineProviders, CallDocuments],
      { provide: ConfigMirror, useValue: mirror },
      { provide: LOGGER, useValue: silent },
      { provide: ProviderRegistry, useValue: providerRegistry({ twilioApiUrl: voiceUrl, plivoApiUrl: voiceUrl }) },
      { provide: Settings, useValue: { voiceUrl } },
      { provide: SecretCipher, useValue: cipher },
      { provide: CallEngine, useValue: engine },
      { provide: BusyResponders, useValue: busy },
      { provide: CallRebuilder, useValue: {} },
      { provide: CallReceiver, useValue: receiver },
      { provide: BridgeReportWait, useValue: { wait: () => Promise.resolve() } },
      { provide: RecordingsService, useValue: recordings },
      // nothing fails here
      { provide: CallRescue, useValue: { has: () => false } },
      { provide: CallDefectRepository, useValue: {} },
      { provide: RescueHandOver, useValue: {} },
    ],
  })(Webhooks);
  const adapter = new FastifyAdapter({ routerOptions: { ignoreTrailingSlash: true } });
  app = await NestFactory.create<NestFastifyApplication>(Webhooks, adapter, { logger: false });
  app.useGlobalFilters(new FailureFilter(silent));
  app.useBodyParser('application/x-www-form-urlencoded', {}, (_request, body, done) => done(null, body.toString()));
  refuseOtherMethods(adapter.getInstance());
  await app.init();
  await adapter.getInstance().ready();
});
afterAll(() => app.close());
beforeEach(() => void asked.splice(0));

const lines = { twilio: '/voice/twilio/line_1', plivo: '/voice/plivo/line_2' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (provider: 'twilio' | 'plivo', target: string) =>
  app.inject({
    method: 'POST',
    url: target,
    headers: { ...form, ...signed[provider](voiceUrl + target, inForm(target)) },
    payload: stringify(fieldsAt(target)),
  });
const get = (provider: 'twilio' | 'plivo', target: string) => {
  const url = `${target}${target.includes('?') ? '&' : '?'}${stringify(fieldsAt(target))}`;
  return app.inject({ method: 'GET', url, headers: signed[provider](voiceUrl + url, '') });
};

const steps = [
  ...['', `/fallback/${'0'.repeat(32)}`, '/status', '/calls/call_1/proceed', '/calls/call_1/message'],
  ...['dial', 'screen', 'keys', 'leg'].map((step) => `/calls/call_1/attempts/1/${step}`),
  ...['/calls/call_1/transcript', '/calls/call_1/recordings/voicemail', '/calls/call_1/recordings/conversation'],
];
const everywhere = (['twilio', 'plivo'] as const).flatMap((provider) => steps.map((step) => [provider, step] as const));

it.each(everywhere)(
  '%s%s means the same by GET and POST, with and without a slash, with a query of its own',
  async (provider, step) => {
    const target = lines[provider] + step;
    const first = await post(provider, target);
    expect([first.statusCode, first.headers['content-type']]).toEqual([200, 'text/xml; charset=utf-8']);
    const [what, ...more] = asked.splice(0);
    expect(more).toEqual([]);
    expect(what).toBeDefined();
    for (const other of [`${target}/`, `${target}?tenant=1&x=a%20b`, `${target}/?tenant=1`]) {
      const answers = [await post(provider, other), await get(provider, other)];
      expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual(Array(2).fill([200, first.body]));
      expect(asked.splice(0)).toEqual([what, what]);
    }
  },
);

it.each(['twilio', 'plivo'] as const)(
  '%s signs the query of a GET, and every byte of the address',
  async (provider) => {
    const url = `${lines[provider]}?${stringify(fields)}`;
    const headers = signed[provider](voiceUrl + url, '');
    const others = [`${url}&Digits=2`, url.replace('Digits=1', 'Digits=2'), url.replace('?', '/?'), lines[provider]];
    for (const forged of others) {
      expect((await app.inject({ method: 'GET', url: forged, headers })).statusCode).toBe(403);
    }
    expect((await app.inject({ method: 'GET', url })).statusCode).toBe(403);
    expect(asked).toEqual([]);
  },
);

it.each(['HEAD', 'PUT', 'DELETE', 'PATCH'] as const)(
  '%s does nothing to a call, and says what does',
  async (method) => {
    const target = `${lines.twilio}/calls/call_1/attempts/1/keys?${stringify(fields)}`;
    const headers = signed.twilio(voiceUrl + target, '');
    const answer = await app.inject({ method, url: target, headers });
    expect([answer.statusCode, answer.headers['allow']]).toEqual([405, 'GET, POST']);
    expect(asked).toEqual([]);
  },
);

it('says which methods are allowed', async () => {
  const answer = await app.inject({ method: 'OPTIONS', url: lines.plivo });
  expect([answer.statusCode, answer.headers['allow'], answer.body]).toEqual([204, 'GET, POST', '']);
});
