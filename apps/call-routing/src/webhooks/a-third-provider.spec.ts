import { stringify } from 'node:querystring';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ConfigDocument, ConfigKind } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { FailureFilter, LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { Timers } from '@ringdown/platform-timers/bullmq';
import { ProviderRegistry } from '@ringdown/telephony';
import { fixedClock } from '@ringdown/testkit';
import { BusyResponders } from '../calls/busy-responders.js';
import { CallDefectRepository } from '../calls/call-defects.js';
import { CallDocuments } from '../calls/call-documents.js';
import { CallEffects } from '../calls/call-effects.js';
import { CallEngine } from '../calls/call-engine.js';
import { callIdOf } from '../calls/call-id.js';
import { CallRepository } from '../calls/call.repository.js';
import { LineProviders } from '../calls/line-providers.js';
import { LiveCalls } from '../calls/live-calls.js';
import { ProviderCallStatusCheck } from '../calls/provider-call-status.js';
import { LineFallback } from '../fallback/line-fallback.js';
import { RecordingsService } from '../recordings/recordings.service.js';
import { ArrivingCalls, CallAdmission } from '../routing/call-admission.js';
import { CallPlanner } from '../routing/call-planner.js';
import { ContactBook } from '../routing/contact-book.js';
import { DiallingRule } from '../routing/dialling-rule.js';
import { LineTrafficRepository } from '../routing/line-traffic.repository.js';
import { RescueResponders } from '../routing/rescue-responders.js';
import { WhoIsOnCall } from '../routing/who-is-on-call.js';
import { aLine, aSchedule, aUser } from '../testing/a-mirror.js';
import { TinyProvider } from '../testing/a-tiny-provider.js';
import { CallsInMemory } from '../testing/calls-in-memory.js';
import { silent } from '../testing/migrated-database.js';
import { CallReceiver } from './call-receiver.js';
import { CallRebuilder } from './call-rebuilder.js';
import { CallRescue } from './call-rescue.js';
import { BridgeReportWait, CallerLegController } from './caller-leg.controller.js';
import { ProviderSignatureGuard } from './provider-signature.guard.js';
import { ReportsController } from './reports.controller.js';
import { RescueHandOver } from './rescue-hand-over.js';
import { ResponderLegController } from './responder-leg.controller.js';

const token = 'a token of the third provider';
const voiceUrl = 'https://hooks.example.com';
const line = aLine();
const configuration: Partial<Record<ConfigKind, readonly { readonly id: string }[]>> = {
  line: [line],
  user: [aUser(1), aUser(2)],
  schedule: [aSchedule()],
};
/** The configuration has no schema for accounts of a provider that is only here. */
const mirrorWith = (account: { readonly id: string }): ConfigMirror => {
  const documents = { ...configuration, 'provider-account': [account] };
  const all = (kind: ConfigKind) => documents[kind] ?? [];
  const get = (kind: ConfigKind, id: string) => all(kind).find((one) => one.id === id);
  const onChange = (kind: ConfigKind, listener: (id: string, document: unknown) => void) =>
    all(kind).forEach((one) => listener(one.id, one));
  return { ready: true, all, get, onChange, find: async (kind: ConfigKind, id: string) => get(kind, id) } as never;
};

const tiny = new TinyProvider();
const calls = new CallsInMemory();
const live = new LiveCalls();
let app: NestFastifyApplication;
beforeAll(async () => {
  const cipher = new SecretCipher('k'.repeat(32));
  const account = { id: line.providerAccountId, name: 'T', provider: 'tiny', authToken: cipher.encrypt(token) };
  const clock = fixedClock('2026-01-05T03:00:00.000Z');
  const publicUrl = 'https://ringdown.example.com';
  const noTimers = { arm: () => Promise.resolve(), rearm: () => Promise.resolve() };
  class Webhooks {}
  Module({
    controllers: [CallerLegController, ResponderLegController, ReportsController],
    providers: [
      ...[ProviderSignatureGuard, CallReceiver, CallRebuilder, BridgeReportWait, CallRescue, RescueHandOver],
      ...[LineProviders, CallDocuments, CallEffects, ProviderCallStatusCheck, BusyResponders],
      ...[CallAdmission, ArrivingCalls, CallPlanner, ContactBook, DiallingRule, RescueResponders, WhoIsOnCall],
      LineFallback,
      { provide: LiveCalls, useValue: live },
      { provide: CallRepository, useValue: calls },
      {
        provide: CallEngine,
        inject: [CallEffects],
        useFactory: (effects: CallEffects) =>
          new CallEngine({ calls, live, effects, publicUrl, clock, logger: silent }),
      },
      { provide: ProviderRegistry, useValue: new ProviderRegistry([tiny]) },
      { provide: ConfigMirror, useValue: mirrorWith(account) },
      { provide: LineTrafficRepository, useValue: { of: () => Promise.resolve(null) } },
      { provide: CallDefectRepository, useValue: { note: () => Promise.resolve() } },
      { provide: RecordingsService, useValue: {} },
      { provide: Timers, useValue: noTimers },
      { provide: Settings, useValue: { voiceUrl, publicUrl, secretKey: 'k'.repeat(32) } },
      { provide: SecretCipher, useValue: cipher },
      { provide: Clock, useValue: clock },
      { provide: LOGGER, useValue: silent },
    ],
  })(Webhooks);
  app = await NestFactory.create<NestFastifyApplication>(Webhooks, new FastifyAdapter(), { logger: false });
  app.useGlobalFilters(new FailureFilter(silent));
  app.useBodyParser('application/x-www-form-urlencoded', {}, (_request, body, done) => done(null, body.toString()));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(() => app.close());

const request = (url: string, form: Readonly<Record<string, string>>, key = token) =>
  app.inject({
    method: 'POST',
    url: url.replace(voiceUrl, ''),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-tiny-token': key },
    payload: stringify({ call: 'T1', from: '+14156040016', ...form }),
  });
interface Answer {
  readonly kind: string;
  readonly proceedUrl: string;
  readonly keysUrl: string;
  readonly number: string;
  readonly urls: { readonly over: string; readonly screen: string };
}
const post = async (url: string, form: Readonly<Record<string, string>> = {}): Promise<Answer> => {
  const { statusCode, body } = await request(url, form);
  expect(statusCode).toBe(200);
  return JSON.parse(body) as Answer;
};
const lineUrl = `${voiceUrl}/voice/tiny/${line.id}`;

it('carries a call from its first ring to its end', async () => {
  const greeting = await post(lineUrl);
  expect(greeting.kind).toBe('say');
  const dial = await post(greeting.proceedUrl);
  expect([dial.kind, dial.number]).toEqual(['dial', '+14155550101']);
  const ask = await post(dial.urls.screen);
  expect(ask.kind).toBe('ask');
  expect(await post(ask.keysUrl, { key: '1' })).toEqual({ kind: 'connect' });
  expect((await post(dial.urls.over, { bridged: 'yes' })).kind).toBe('hang-up');
  await post(`${lineUrl}/status`, { seconds: '40' });

  const id = callIdOf('tiny', 'T1');
  const stored = await calls.load(id);
  expect(stored?.call).toMatchObject({
    provider: 'tiny',
    capabilities: tiny.capabilities,
    outcome: 'answered',
    phase: { name: 'ended', duration: 40 },
  });
  expect(calls.published).toEqual(['started', 'rang.1', 'answered.1', 'completed'].map((what) => `${id}.${what}`));
});

it('leads the call on to the next responder, and through its REST side', async () => {
  const first = { call: 'T2' };
  const { proceedUrl } = await post(lineUrl, first);
  expect((await post(proceedUrl, first)).kind).toBe('dial');
  const { phase } = (await calls.load(callIdOf('tiny', 'T2')))?.call ?? {};
  const attempt = 1;
  // it reports no ringing: the ring time counts from the dial
  expect(phase).toMatchObject({ name: 'ringing', attempt, deadline: Date.parse('2026-01-05T03:00:25.000Z') });
  const address = { callId: callIdOf('tiny', 'T2') };
  const at = Date.parse('2026-01-05T03:00:25.000Z');
  await app.get(BusyResponders).handle(address, (busyUserIds) => ({ type: 'time-out-ring', attempt, busyUserIds, at }));
  expect(tiny.redirected).toEqual(['T2']);
  const stillTrying = await post(proceedUrl, first);
  expect(stillTrying.kind).toBe('say');
  expect((await post(stillTrying.proceedUrl, first)).number).toBe('+14155550102');
});

it('is refused without its signature', async () => {
  expect((await request(lineUrl, { call: 'T3' }, 'forged')).statusCode).toBe(403);
  expect(await calls.load(callIdOf('tiny', 'T3'))).toBeNull();
});

it('has the documents that the reverse proxy serves', () => {
  const at = new Date('2026-01-05T03:00:00.000Z');
  const documents = app
    .get(LineFallback)
    .prepare(line as ConfigDocument<'line'>, tiny, at)
    .render(`${lineUrl}/fallback/key`);
  expect(documents.map(({ name }) => name)).toEqual(['start', 'after-1', 'after-2', 'recorded', 'screen', 'last']);
});
