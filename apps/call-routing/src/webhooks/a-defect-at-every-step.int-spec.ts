import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PlivoProvider, TwilioProvider } from '@ringdown/telephony';
import { eventually } from '@ringdown/testkit';
import { CallDocuments } from '../calls/call-documents.js';
import { CallEngine } from '../calls/call-engine.js';
import { CallRepository } from '../calls/call.repository.js';
import { LineTrafficRepository } from '../routing/line-traffic.repository.js';
import { LiveCalls } from '../calls/live-calls.js';
import { CallLogRepository } from '../call-log/call-log.repository.js';
import { aLine, aSchedule, aUser } from '../testing/a-mirror.js';
import { aPhoneCall, type PhoneCall } from '../testing/a-phone-call.js';
import { aRunningService } from '../testing/a-running-service.js';
import { CallAdmission } from '../routing/call-admission.js';
import { BridgeReportWait } from './caller-leg.controller.js';
import { ContactBook } from '../routing/contact-book.js';
import { DiallingRule } from '../routing/dialling-rule.js';
import { CallPlanner } from '../routing/call-planner.js';
import { CallReceiver } from './call-receiver.js';
import { WhoIsOnCall } from '../routing/who-is-on-call.js';
import { CallDefectRepository } from '../calls/call-defects.js';

type Provider = 'twilio' | 'plivo';
const providers = ['twilio', 'plivo'] as const;
const lineOf = (provider: Provider) => `line_${provider}`;
const [priya, sam, alex] = ['14155550101', '14155550102', '14155550103'] as const;

/** The primary is on call by a schedule, the fallbacks are people. */
const documents = {
  user: [aUser(1), aUser(2), aUser(3)],
  schedule: [
    aSchedule({
      layers: [
        { name: 'Base', participants: ['user_1'], rotation: { every: 1, unit: 'week', startsAt: '2026-01-05T00:00' } },
      ],
    }),
  ],
  'provider-account': [
    { id: 'acct_twilio', name: 'T', provider: 'twilio' as const, accountSid: 'AC1', authToken: '' },
    { id: 'acct_plivo', name: 'P', provider: 'plivo' as const, authId: 'MA1', authToken: '' },
  ],
  line: providers.map((provider, n) =>
    aLine({
      id: lineOf(provider),
      number: `+1224555012${n}`,
      providerAccountId: `acct_${provider}`,
      fallbacks: [
        { type: 'user', id: 'user_2' },
        { type: 'user', id: 'user_3' },
      ],
      callerLimit: { perCallerPerHour: 1000, concurrentCalls: 1000 },
      takeMessageWhenNoOneOnCall: false,
    }),
  ),
};

let service: Awaited<ReturnType<typeof aRunningService>>;
let app: NestFastifyApplication;
const table: string[] = ['| step | provider | the caller got |', '| --- | --- | --- |'];
beforeAll(async () => {
  service = await aRunningService(documents);
  app = service.app;
});
afterAll(async () => {
  await service.stop();
  process.stdout.write(`\n${table.join('\n')}\n\n`);
});
afterEach(() => jest.restoreAllMocks());

const broken = (): never => {
  throw new TypeError('a planted defect');
};
const plantIn = (holder: object, method: string): void =>
  void jest.spyOn(holder as never, method as never).mockImplementation(broken as never);
const inProviders = (method: string): void =>
  [TwilioProvider, PlivoProvider].forEach((one) => plantIn(one.prototype, method));
/** The primary cannot be determined; everybody else can. */
function onlyPriyaIsBroken(): void {
  const whoIsOnCall = app.get(WhoIsOnCall);
  const person = whoIsOnCall.person.bind(whoIsOnCall);
  jest.spyOn(whoIsOnCall, 'person').mockImplementation((id) => (id === 'user_1' ? broken() : person(id)));
}
const inPart = (token: Parameters<NestFastifyApplication['get']>[0], method: string): void =>
  plantIn(app.get(token) as object, method);

/** One place on the way of a call, broken for the whole of it. */
const steps: readonly (readonly [string, () => void])[] = [
  ['the signature is checked', () => inProviders('isSigned')],
  ['the request is read', () => inProviders('readIncoming')],
  ['the call is looked for', () => plantIn(LiveCalls.prototype, 'getByProvider')],
  ['who is on call is asked', () => inPart(WhoIsOnCall, 'candidates')],
  ['one target is asked for', () => onlyPriyaIsBroken()],
  ['a phone is checked for toll fraud', () => void Object.assign(app.get(DiallingRule), { whyNotDialled: broken })],
  ['the ring plan is made', () => inPart(CallPlanner, 'plan')],
  ['the caller is looked up', () => inPart(ContactBook, 'find')],
  ['the traffic is counted', () => inPart(LineTrafficRepository, 'of')],
  ['the caller is admitted', () => inPart(CallAdmission, 'admit')],
  ['the call is received', () => inPart(CallReceiver, 'receive')],
  ['the first step is decided and saved', () => inPart(CallEngine, 'receive')],
  ['a later step is decided and saved', () => inPart(CallEngine, 'handleFor')],
  ['a call is inserted', () => inPart(CallRepository, 'insert')],
  ['a call is updated', () => inPart(CallRepository, 'update')],
  ['those who talk are looked for', () => inPart(CallRepository, 'busyResponders')],
  ['the caller’s document is made', () => inPart(CallDocuments, 'forCaller')],
  ['the caller’s document is rendered', () => inProviders('renderForCaller')],
  ['the end of a dial is awaited', () => inPart(BridgeReportWait, 'wait')],
  ['the end of a dial is read', () => inProviders('readDial')],
  ['the responder’s document is made', () => inPart(CallDocuments, 'forResponder')],
  ['the responder’s document is rendered', () => inProviders('renderForResponder')],
  ['the report of a leg is read', () => inProviders('readLeg')],
  ['a key is read', () => inProviders('readKeys')],
  [
    'all of it: plan, decision, documents',
    () => {
      inPart(CallPlanner, 'plan');
      inPart(CallEngine, 'receive');
      inPart(CallEngine, 'handleFor');
      inProviders('renderForCaller');
      inProviders('renderForResponder');
    },
  ],
];

let calls = 0;
const idOf = (provider: Provider): string => {
  calls += 1;
  return provider === 'twilio'
    ? `CA${String(calls).padStart(32, '0')}`
    : `c0ffee00-0000-0000-0000-${String(calls).padStart(12, '0')}`;
};

const inWords = ({ rung, connectedTo, voicemail, hearsError }: PhoneCall): string =>
  [
    rung.length > 0 ? `rang ${rung.map((n) => `…${n.slice(-4)}`).join(', ')}` : 'rang nobody',
    connectedTo && `connected to …${connectedTo.slice(-4)}`,
    voicemail && 'voicemail',
    hearsError && "the provider's error",
  ]
    .filter(Boolean)
    .join('; ');

describe.each(providers)('at %s', (provider) => {
  const lineId = lineOf(provider);

  it('rings all three, and takes a message, where nothing is broken', async () => {
    const met = await aPhoneCall(app, { provider, lineId, id: idOf(provider) });
    expect(met).toEqual({
      rung: [priya, sam, alex],
      connectedTo: null,
      voicemail: true,
      unusable: [],
      hearsError: false,
    });
  });

  it.each(steps)('leads a caller on although a defect is where %s', async (step, plant) => {
    const before = app.get(DiallingRule).whyNotDialled;
    plant();
    const met = await aPhoneCall(app, { provider, lineId, id: idOf(provider) });
    const accepted = await aPhoneCall(app, { provider, lineId, id: idOf(provider), accepts: [sam] });
    jest.restoreAllMocks();
    Object.assign(app.get(DiallingRule), { whyNotDialled: before });
    table.push(`| ${step} | ${provider} | ${inWords(met)}; with a fallback who accepts: ${inWords(accepted)} |`);

    expect(met).toMatchObject({ hearsError: false, voicemail: true, connectedTo: null });
    // nobody rings twice, and only a signature that cannot be checked is refused
    expect(new Set(met.rung).size).toBe(met.rung.length);
    expect(met.unusable.filter((status) => status >= 500)).toEqual([]);
    expect(accepted.hearsError).toBe(false);
    expect(accepted.connectedTo !== null || accepted.voicemail).toBe(true);
  });
});

describe('what is shown of it', () => {
  /** Its entry in the log, once Postgres has it. */
  const entryOf = (providerCallId: string) =>
    eventually(async () => {
      const [logged] = (await app.get(CallLogRepository).list({ limit: 1 })).items;
      expect(logged).toMatchObject({ providerCallId });
      return logged;
    });

  it('is in the call’s log and among the defects, with the cause', async () => {
    inPart(CallAdmission, 'admit');
    const id = idOf('twilio');
    await aPhoneCall(app, { provider: 'twilio', lineId: lineOf('twilio'), id });
    const logged = await entryOf(id);
    const texts = logged?.steps.map(({ text }) => text) ?? [];
    expect(texts).toContainEqual(expect.stringMatching(/^Something failed inside Ringdown: .*a planted defect/));
    const defects = await app.get(CallDefectRepository).list();
    expect(defects.find(({ callId }) => callId === logged?.id)).toMatchObject({
      lineId: lineOf('twilio'),
      what: expect.stringContaining('a planted defect') as string,
    });
  });

  it('goes when the call is archived', async () => {
    onlyPriyaIsBroken();
    const id = idOf('plivo');
    await aPhoneCall(app, { provider: 'plivo', lineId: lineOf('plivo'), id });
    const logged = await entryOf(id);
    const ofCall = async () =>
      (await app.get(CallDefectRepository).list()).filter(({ callId }) => callId === logged?.id);
    await eventually(async () => expect((await ofCall()).length).toBeGreaterThan(0));
    await app.get(CallLogRepository).change(logged?.id ?? '', { archived: true });
    expect(await ofCall()).toEqual([]);
  });
});

it('refuses what is not the provider’s as ever, defect or not', async () => {
  const url = `/voice/twilio/${lineOf('twilio')}`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'forged' };
  inPart(CallAdmission, 'admit');
  for (const path of [url, `${url}/calls/call_1/proceed`, `${url}/calls/call_1/attempts/1/keys`, `${url}/status`])
    expect(
      (await app.inject({ method: 'POST', url: path, headers, payload: 'CallSid=CA1&From=%2B1' })).statusCode,
    ).toBe(403);
  expect((await app.inject({ method: 'POST', url: '/voice/twilio/line_9', headers, payload: '' })).statusCode).toBe(
    404,
  );
});
