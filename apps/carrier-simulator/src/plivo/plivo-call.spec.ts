import { authId, PlivoWorld } from '../testing/plivo-world.js';
import { caller, line, moment, primary, settled, storyOf } from '../testing/twilio-world.js';
import type { PlivoCall } from './plivo-call.js';

const world = new PlivoWorld();
const { customer } = world;
const bare = (number: string): string => number.slice(1);
const end = (): Readonly<Record<string, string>> | undefined => customer.requestsTo('/hangup')[0]?.params;
const moved = { kind: 'redirect', method: 'POST', params: {}, byApi: true } as const;

beforeAll(() => world.start());
beforeEach(() => {
  world.reset();
  world.rent({ hangupUrl: `${customer.url}/hangup` });
  customer.on('/answer', '<Speak>Welcome</Speak>').on('/hangup', '').on('/moved', '<Speak>Moved</Speak>');
});
afterAll(() => customer.stop());

describe('a call', () => {
  it('requests the answer URL as Plivo does: no plus signs, signed', async () => {
    const call = await world.call();
    expect(customer.requestsTo('/answer')[0]).toMatchObject({ method: 'POST', signed: true });
    expect(customer.requestsTo('/answer')[0]?.params).toEqual({
      BillRate: '0.0055',
      CallStatus: 'ringing',
      CallUUID: call.record.callSid,
      CallerName: caller,
      CountryCode: 'US',
      Direction: 'inbound',
      Event: 'StartApp',
      From: bare(caller),
      ParentAuthID: authId,
      RouteType: 'Domestic',
      STIRAttestation: 'Not Applicable',
      STIRVerification: 'Not Verified',
      SessionStart: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/),
      To: bare(line),
    });
    expect(call.record.callSid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('passes a withheld number on as it is', async () => {
    await world.call({ from: 'anonymous' });
    expect(customer.requestsTo('/answer')[0]?.params['From']).toBe('anonymous');
  });

  it('4010: ends with its document, and reports that', async () => {
    await world.call();
    expect(end()).toMatchObject({
      Event: 'Hangup',
      CallStatus: 'completed',
      HangupCause: 'NORMAL_CLEARING',
      HangupCauseName: 'End Of XML Instructions',
      HangupCauseCode: '4010',
      HangupSource: 'Plivo',
      Duration: expect.stringMatching(/^\d+$/),
      BillDuration: expect.stringMatching(/^\d+$/),
      AnswerTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      EndTime: expect.stringMatching(/^\d{4}-/),
    });
  });

  it('4000: ends with the caller', async () => {
    customer.on('/answer', '<Speak loop="0">Hold</Speak>');
    await world.call({ caller: { hangUpWhen: 'welcome' } });
    expect(end()).toMatchObject({ HangupCauseCode: '4000', HangupSource: 'Caller', CallStatus: 'completed' });
  });

  it.each([
    ['<Hangup/>', '4000', 'Answer XML', 'no-answer'],
    ['<Hangup reason="busy"/>', '3010', 'Answer XML', 'busy'],
    ['<Hangup reason="rejected"/>', '3020', 'Answer XML', 'no-answer'],
    ['<Hangup schedule="2"/><Wait length="60"/>', '6000', 'Plivo', 'completed'],
  ])('is ended by %s: %s', async (document, code, source, status) => {
    customer.on('/answer', document);
    await world.call();
    expect(end()).toMatchObject({ HangupCauseCode: code, HangupSource: source, CallStatus: status });
  });

  it('ends at once where its number has no application', async () => {
    world.simulator.plivo.rent(line, authId, {});
    const call = await world.call();
    expect(customer.requests).toEqual([]);
    expect(call.status).toBe('no-answer');
  });

  it('injects the faults that are ordered', async () => {
    const call = await world.call({
      misbehave: [
        { request: 'voice', how: 'doubled' },
        { request: 'status', how: 'lost' },
        { request: 'voice', how: 'forged', copy: true, params: { From: '15005550006' } },
      ],
    });
    expect(customer.requests.map(({ path, signed }) => [path, signed])).toEqual(
      expect.arrayContaining([
        ['/answer', true],
        ['/answer', false],
      ]),
    );
    expect(customer.requestsTo('/answer')).toHaveLength(3);
    expect(end()).toBeUndefined();
    expect(storyOf(call).filter((text) => text === 'caller hears: "Welcome"')).toHaveLength(1);
  });
});

describe('sending a live call elsewhere', () => {
  it('interrupts speech and follows the last of several targets', async () => {
    customer.on('/answer', '<Speak loop="0">Hold</Speak>').on('/later', '<Speak>Later</Speak>');
    const call = world.place();
    await moment(call, 'welcome:1');
    call.redirect({ ...moved, url: `${customer.url}/moved` });
    call.redirect({ ...moved, url: `${customer.url}/later` });
    await settled(call);
    expect(customer.requestsTo('/moved')).toEqual([]);
    expect(storyOf(call)).toContain('caller hears: "Later"');
    expect(customer.requestsTo('/later')[0]?.params).toMatchObject({
      CallStatus: 'in-progress',
      CallUUID: call.record.callSid,
    });
  });

  it('2060: ends a call that is sent on more than seventy times', async () => {
    customer.on('/answer', '<Speak loop="0">Hold</Speak>');
    const call = world.place();
    await moment(call, 'welcome:1');
    for (let times = 0; times < 71; times += 1) call.redirect({ ...moved, url: `${customer.url}/moved` });
    await settled(call);
    expect(end()).toMatchObject({ HangupCauseCode: '2060', HangupCauseName: 'Loop Detected' });
  });
});

describe('a document that cannot be used', () => {
  const refused = (status: number) => (_heard: unknown, response: { writeHead(n: number): { end(): void } }) =>
    void response.writeHead(status).end();

  it.each([
    ['is no XML', '<Speak>a & b</Speak>'],
    ['has an unknown element', '<Say>Hi</Say>'],
    ['has an unknown attribute', '<Speak vioce="x">Hi</Speak>'],
    ['nests what cannot be nested', '<Dial><Speak>Hi</Speak></Dial>'],
    ['has a voice that is none', '<Speak voice="Alice">Hi</Speak>'],
    ['has marks for a voice that knows none', '<Speak>Hi <break time="1s"/></Speak>'],
    ['has a relative URL', '<Redirect>/moved</Redirect>'],
    ['has a wrong value', '<Wait length="long"/>'],
  ])('8011: it %s', async (_what, document) => {
    customer.on('/answer', document);
    const call = await world.call();
    expect(call.record.faults).toMatchObject([{ code: 8011, fatal: true }]);
    expect(end()).toMatchObject({ HangupCauseCode: '8011', HangupCauseName: 'Invalid Answer XML' });
  });

  it.each([
    ['7011', 'answer', (): void => void customer.on('/answer', refused(503))],
    ['7014', 'redirect', (): void => void customer.on('/answer', `<Redirect>${customer.url}/gone</Redirect>`)],
    [
      '8014',
      'redirect',
      (): void => void customer.on('/answer', `<Redirect>${customer.url}/bad</Redirect>`).on('/bad', '<Shout/>'),
    ],
    [
      '7012',
      'action',
      (): void =>
        void customer.on('/answer', `<Dial action="${customer.url}/gone"><Number>${bare(primary)}</Number></Dial>`),
    ],
    [
      '8012',
      'action',
      (): void =>
        void customer
          .on('/answer', `<Dial action="${customer.url}/bad"><Number>${bare(primary)}</Number></Dial>`)
          .on('/bad', '<Shout/>'),
    ],
  ])('%s: one of an %s', async (code, _kind, prepare) => {
    prepare();
    await world.call({ people: { [primary]: { behaviour: 'busy', answerAfterMs: 1 } } });
    expect(end()).toMatchObject({ HangupCauseCode: code, HangupSource: 'Error' });
  });

  it.each([
    ['7013', '/gone'],
    ['8013', '/bad'],
  ])('%s: one that the API sent the call to', async (code, path) => {
    customer.on('/answer', '<Speak loop="0">Hold</Speak>').on('/bad', '<Shout/>');
    const call = world.place();
    await moment(call, 'welcome:1');
    call.redirect({ ...moved, url: customer.url + path });
    await settled(call);
    expect(end()).toMatchObject({ HangupCauseCode: code });
  });

  it.each([
    ['a bad document', (): void => void customer.on('/answer', '<Shout/>')],
    ['an error', (): void => void customer.on('/answer', refused(500))],
    ['no answer in time', (): void => void customer.on('/answer', () => undefined)],
  ])('has a fallback: %s', async (_what, prepare) => {
    world.rent({ fallbackUrl: `${customer.url}/fallback`, hangupUrl: `${customer.url}/hangup` });
    prepare();
    customer.on('/fallback', '<Speak>Sorry</Speak>');
    const call = await world.call({ timing: { requestTimeoutMs: 1_500 } });
    expect(customer.requestsTo('/fallback')[0]?.params).toMatchObject({
      CallUUID: call.record.callSid,
      Event: 'StartApp',
    });
    expect(storyOf(call)).toContain('caller hears: "Sorry"');
    expect(end()).toMatchObject({ HangupCauseCode: '4010' });
  });

  it('has no other fallback where that fails too', async () => {
    world.rent({ fallbackUrl: `${customer.url}/fallback`, hangupUrl: `${customer.url}/hangup` });
    customer.on('/answer', '<Shout/>');
    const call = (await world.call()) as PlivoCall;
    expect(call.record.faults.map(({ code }) => code)).toEqual([8011, 7011]);
    expect(call.hangupCause.code).toBe(7011);
  });

  it('is requested once more where the first answer takes too long', async () => {
    customer.on('/answer', () => undefined);
    const call = await world.call({ timing: { requestTimeoutMs: 100 } });
    expect(call.record.requests.filter(({ kind }) => kind === 'voice').map(({ copy }) => copy)).toEqual([
      'first',
      'retry',
    ]);
  });
});
