import { line, moment, primary, settled, storyOf, TwilioWorld } from '../testing/twilio-world.js';

const world = new TwilioWorld();
const { customer } = world;
const dial = `<Dial answerOnBridge="true" timeout="60" callerId="${line}" action="/dial?a=1"><Number url="/screen" statusCallback="/leg" statusCallbackEvent="completed">${primary}</Number></Dial>`;
const quick = { answerAfterMs: 5, pressAfterMs: 5 };

beforeAll(() => world.start());
beforeEach(() => {
  world.reset();
  customer
    .on('/voice', `<Say>Welcome</Say>${dial}`)
    .on('/dial', '<Say>Stale</Say>')
    .on('/leg', '')
    .on('/moved', '<Say>Moved</Say>')
    .on('/screen', '<Gather numDigits="1" action="/key"><Say>Press 1</Say></Gather><Hangup/>')
    .on('/key', '');
});
afterAll(() => customer.stop());

const moved = { kind: 'redirect', method: 'POST', params: {} } as const;

describe('sending a live call elsewhere', () => {
  it.each(['canceled', 'no-answer', 'completed'] as const)(
    'closes the ringing leg, requests the stale action (%s), then the target',
    async (interruptedDialStatus) => {
      const call = world.place({ interruptedDialStatus });
      await moment(call, 'ringing:1');
      call.redirect({ ...moved, url: `${customer.url}/moved` });
      await settled(call);
      expect(customer.requests.map(({ path }) => path)).toEqual(['/voice', '/leg', '/dial', '/moved']);
      expect(customer.requestsTo('/leg')[0]?.params['CallStatus']).toBe('canceled');
      expect(customer.requestsTo('/dial')[0]?.params).toMatchObject({
        CallStatus: 'in-progress',
        DialCallStatus: interruptedDialStatus,
        DialBridged: 'false',
      });
      expect(storyOf(call)).toContain('caller hears: "Moved"');
      expect(storyOf(call)).not.toContain('caller hears: "Stale"');
    },
  );

  it('closes a conversation with its duration', async () => {
    const call = world.place({ people: { [primary]: { behaviour: 'accept', ...quick, talkSeconds: 500 } } });
    await moment(call, 'connected:1');
    call.redirect({ ...moved, url: `${customer.url}/moved` });
    await settled(call);
    expect(customer.requestsTo('/dial')[0]?.params).toMatchObject({
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallDuration: expect.stringMatching(/^\d+$/),
    });
    expect(customer.requestsTo('/moved')).toHaveLength(1);
  });

  it('takes its time, as measured on live calls', async () => {
    const call = world.place({ timing: { legCloseMs: 20, staleActionMs: 40, redirectMs: 80 } });
    await moment(call, 'ringing:1');
    const before = Date.now();
    call.redirect({ ...moved, url: `${customer.url}/moved` });
    await settled(call);
    const sent = (kind: string): number =>
      Date.parse(call.record.requests.find((one) => one.kind === kind)?.at ?? '') - before;
    expect(sent('dial-action')).toBeGreaterThanOrEqual(37);
    expect(sent('redirect')).toBeGreaterThanOrEqual(77);
  });

  it('follows the last of several targets', async () => {
    customer.on('/later', '<Say>Later</Say>');
    const call = world.place();
    await moment(call, 'ringing:1');
    call.redirect({ ...moved, url: `${customer.url}/moved` });
    call.redirect({ ...moved, url: `${customer.url}/later` });
    await settled(call);
    expect(customer.requestsTo('/moved')).toEqual([]);
    expect(customer.requestsTo('/later')).toHaveLength(1);
  });

  it('stops when the caller hangs up meanwhile', async () => {
    const call = world.place();
    await moment(call, 'ringing:1');
    call.redirect({ ...moved, url: `${customer.url}/moved` });
    call.hangUp('caller');
    await settled(call);
    expect(customer.requestsTo('/moved')).toEqual([]);
  });

  it('interrupts speech as well, and takes a document of the API', async () => {
    customer.on('/voice', '<Say loop="0">Hold</Say>');
    const call = world.place();
    await moment(call, 'welcome:1');
    call.redirect({ ...moved, url: '', inline: '<Response><Say>Inline</Say></Response>' });
    await settled(call);
    expect(storyOf(call)).toContain('caller hears: "Inline"');
  });

  it('blames a relative URL in a document of the API', async () => {
    customer.on('/voice', '<Say loop="0">Hold</Say>');
    const call = world.place();
    await moment(call, 'welcome:1');
    call.redirect({ ...moved, url: '', inline: '<Response><Gather action="/keys"/></Response>' });
    await settled(call);
    expect(call.record.faults).toMatchObject([{ code: 15004, fatal: true }]);
  });
});

describe('a document that cannot be used', () => {
  const faultOf = async (order = {}): Promise<{ code: number; fatal: boolean } | undefined> =>
    (await world.call(order)).record.faults[0];

  it.each([
    ['12100', 'is not XML', (): string => '<Say>a & b</Say>'],
    ['12200', 'has an unknown verb', (): string => '<Shout/>'],
  ])('%s: it %s', async (code, _what, reply) => {
    customer.on('/voice', reply);
    expect(await faultOf()).toMatchObject({ code: Number(code), fatal: true });
  });

  it.each([
    [11200, 500, 'text/xml', '<Response/>'],
    [11200, 404, 'text/xml', '<Response/>'],
    [12300, 200, 'application/json', '{}'],
    [12300, 200, '', '<Response/>'],
    [12100, 204, 'text/xml', ''],
  ])('%d: HTTP %d with "%s"', async (code, status, type, body) => {
    customer.on(
      '/voice',
      (_heard, response) =>
        void response.writeHead(status, type ? { 'content-type': type } : {}).end(status === 204 ? undefined : body),
    );
    expect(await faultOf()).toMatchObject({ code, fatal: true });
  });

  it('11200: it takes too long', async () => {
    customer.on('/voice', () => undefined);
    expect(await faultOf({ timing: { requestTimeoutMs: 150 } })).toMatchObject({ code: 11200, fatal: true });
  });

  it('11215: HTTP redirects without end, or documents that only redirect', async () => {
    customer.on('/voice', (_heard, response) => void response.writeHead(307, { location: '/voice' }).end());
    expect(await faultOf()).toMatchObject({ code: 11215, fatal: true });
    customer.on('/voice', '<Redirect>/voice</Redirect>');
    expect(await faultOf()).toMatchObject({ code: 11215, fatal: true });
  });

  it('leads to the fallback URL, which receives the reason', async () => {
    world.rent({ fallbackUrl: `${customer.url}/fallback` });
    customer.on('/voice', (_heard, response) => void response.writeHead(503).end()).on('/fallback', '<Say>Sorry</Say>');
    const call = await world.call();
    expect(customer.requestsTo('/fallback')[0]?.params).toMatchObject({
      ErrorCode: '11200',
      ErrorUrl: `${customer.url}/voice`,
      CallSid: call.record.callSid,
    });
    expect(storyOf(call)).toContain('caller hears: "Sorry"');
  });

  it('ends with an apology where there is no fallback, or it fails as well', async () => {
    world.rent({ fallbackUrl: `${customer.url}/fallback` });
    customer.on('/voice', '<Shout/>');
    const call = await world.call();
    expect(call.record.faults.map(({ code }) => code)).toEqual([12200, 11200]);
    expect(storyOf(call)).toContain('caller hears: "We are sorry, an application error has occurred. Goodbye."');
  });

  it('is tried once more where nobody listens, and more often where the URL says so', async () => {
    const nobody = 'http://127.0.0.1:1/voice';
    world.simulator.twilio.rent(line, 'AC00000000000000000000000000000001', { voiceUrl: nobody });
    const once = await world.call();
    world.simulator.twilio.rent(line, 'AC00000000000000000000000000000001', { voiceUrl: `${nobody}#rc=3` });
    const thrice = await world.call();
    expect(once.record.requests.map(({ copy }) => copy)).toEqual(['first', 'retry']);
    expect(thrice.record.requests).toHaveLength(4);
    expect(new Set(thrice.record.requests.map(({ token }) => token)).size).toBe(1);
    expect(thrice.record.faults).toMatchObject([{ code: 11205 }]);
  });

  it('only draws a warning for an attribute that is unknown', async () => {
    customer.on('/voice', '<Say vioce="x">Hi</Say>');
    const call = await world.call();
    expect(call.record.faults).toMatchObject([{ code: 12200, fatal: false }]);
    expect(storyOf(call)).toContain('caller hears: "Hi"');
  });

  it('is read aloud where it is plain text', async () => {
    customer.on(
      '/voice',
      (_heard, response) => void response.writeHead(200, { 'content-type': 'text/plain' }).end('Hello there'),
    );
    expect(storyOf(await world.call())).toContain('caller hears: "Hello there"');
  });
});
