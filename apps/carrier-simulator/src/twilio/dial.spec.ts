import { caller, fallback, line, moment, primary, settled, storyOf, TwilioWorld } from '../testing/twilio-world.js';

const world = new TwilioWorld();
const { customer } = world;

const events = 'initiated ringing answered completed';
const dial = (number: string, attributes = '', noun = ''): string =>
  `<Dial answerOnBridge="true" timeout="10" callerId="${line}" action="/dial" ${attributes}>` +
  `<Number statusCallback="/leg" statusCallbackEvent="${events}" ${noun}>${number}</Number></Dial>`;
const screened = (number: string, attributes = ''): string => dial(number, attributes, 'url="/screen"');
const action = (): Readonly<Record<string, string>> | undefined => customer.requestsTo('/dial')[0]?.params;
const legStatuses = (): (string | undefined)[] => customer.requestsTo('/leg').map(({ params }) => params['CallStatus']);
const quick = { answerAfterMs: 5, pressAfterMs: 5, talkSeconds: 3 };

beforeAll(() => world.start());
beforeEach(() => {
  world.reset();
  customer
    .on('/dial', '<Say>Over</Say>')
    .on('/leg', '')
    .on('/rec', '')
    .on(
      '/screen',
      '<Gather numDigits="1" timeout="6" finishOnKey="" action="/key"><Say>Call for On-call hotline, press 1</Say></Gather><Hangup/>',
    )
    .on('/key', ({ params }) => (params['Digits'] === '1' ? '' : '<Hangup/>'));
});
afterAll(() => customer.stop());

describe('Dial without screening', () => {
  it('connects whoever picks up, and requests its action when they have talked', async () => {
    customer.on('/voice', dial(primary));
    const call = await world.call({ people: { [primary]: { behaviour: 'accept', ...quick } } });
    expect(storyOf(call)).toEqual(
      expect.arrayContaining([
        `${primary} rings`,
        `${primary} picks up`,
        `caller and ${primary} are connected`,
        `${primary} hangs up`,
      ]),
    );
    expect(action()).toMatchObject({
      CallSid: call.record.callSid,
      CallStatus: 'in-progress',
      DialCallStatus: 'completed',
      DialBridged: 'true',
    });
    expect(Number(action()?.['DialCallDuration'])).toBeGreaterThanOrEqual(3);
    expect(storyOf(call)).toContain('caller hears: "Over"');
  });

  it('reports the leg in order, with numbers', async () => {
    customer.on('/voice', dial(primary));
    const call = await world.call({ people: { [primary]: { behaviour: 'accept', ...quick } } });
    expect(legStatuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(customer.requestsTo('/leg').map(({ params }) => params['SequenceNumber'])).toEqual(['0', '1', '2', '3']);
    expect(customer.requestsTo('/leg')[3]?.params).toMatchObject({
      CallSid: call.record.legs[0]?.sid,
      ParentCallSid: call.record.callSid,
      Direction: 'outbound-dial',
      From: line,
      To: primary,
      CallbackSource: 'call-progress-events',
      SipResponseCode: '200',
    });
  });

  it.each([
    ['no-answer', 'no-answer', '487'],
    ['busy', 'busy', '486'],
    ['unreachable', 'failed', '404'],
  ] as const)('reports %s as %s', async (behaviour, status, sip) => {
    customer.on('/voice', dial(primary));
    await world.call({ people: { [primary]: { behaviour, answerAfterMs: 5 } } });
    expect(action()).toMatchObject({ DialCallStatus: status, DialBridged: 'false' });
    expect(action()).not.toHaveProperty('DialCallDuration');
    expect(customer.requestsTo('/leg').at(-1)?.params).toMatchObject({
      CallStatus: status,
      CallDuration: '0',
      SipResponseCode: sip,
    });
  });

  it('rings its timeout and about five seconds more', async () => {
    customer.on('/voice', dial(primary));
    const call = await world.call({ timing: { dialExtraMs: 60 } });
    expect((call.endedAtMs ?? 0) - call.record.startedAtMs).toBeGreaterThanOrEqual(155);
  });

  it('rings several at once: the first pick-up silences the others', async () => {
    customer.on(
      '/voice',
      `<Dial callerId="${line}" action="/dial"><Number>${primary}</Number><Number>${fallback}</Number></Dial>`,
    );
    const call = await world.call({
      people: { [primary]: 'no-answer', [fallback]: { behaviour: 'accept', ...quick } },
    });
    expect(call.record.legs).toMatchObject([
      { number: primary, status: 'canceled', bridged: false },
      { number: fallback, status: 'completed', bridged: true },
    ]);
    expect(action()).toMatchObject({ DialCallSid: call.record.legs[1]?.sid, DialBridged: 'true' });
  });

  it('goes on below itself where it has no action', async () => {
    customer.on('/voice', `<Dial callerId="${line}">${primary}</Dial><Say>Below</Say>`);
    expect(storyOf(await world.call({ people: { [primary]: 'busy' } }))).toContain('caller hears: "Below"');
  });

  it('refuses a caller ID that is not of this call, and an anonymous one', async () => {
    customer.on('/voice', '<Dial action="/dial">+14155550102</Dial>');
    const call = await world.call({ from: 'anonymous', people: { [primary]: 'accept' } });
    expect(call.record.faults).toMatchObject([{ code: 13214 }]);
    expect(action()).toMatchObject({ DialCallStatus: 'failed', DialBridged: 'false' });
  });

  it('records the conversation, on the caller’s call', async () => {
    customer.on('/voice', dial(primary, 'record="record-from-answer-dual" recordingStatusCallback="/rec"'));
    const call = await world.call({ people: { [primary]: { behaviour: 'accept', ...quick } } });
    expect(customer.requestsTo('/rec')[0]?.params).toMatchObject({
      CallSid: call.record.callSid,
      RecordingSource: 'DialVerb',
      RecordingChannels: '2',
      RecordingUrl: action()?.['RecordingUrl'],
    });
  });

  it('lets the caller end the conversation', async () => {
    customer.on('/voice', dial(primary));
    const call = await world.call({ people: { [primary]: { behaviour: 'accept', ...quick, hangsUp: 'caller' } } });
    expect(action()).toMatchObject({ CallStatus: 'completed', DialCallStatus: 'completed', DialBridged: 'true' });
    expect(storyOf(call)).toContain('caller hangs up');
    expect(storyOf(call)).not.toContain('caller hears: "Over"');
  });
});

describe('Dial with screening', () => {
  it('screens the one who picks up, on their own leg, and connects at 1', async () => {
    customer.on('/voice', screened(primary));
    const call = await world.call({ people: { [primary]: { behaviour: 'accept', ...quick } } });
    const leg = call.record.legs[0]?.sid;
    expect(customer.requestsTo('/screen')[0]?.params).toMatchObject({
      CallSid: leg,
      ParentCallSid: call.record.callSid,
      Direction: 'outbound-dial',
      CallStatus: 'in-progress',
      From: line,
      To: primary,
    });
    expect(customer.requestsTo('/key')[0]?.params).toMatchObject({ CallSid: leg, Digits: '1' });
    expect(storyOf(call)).toEqual(
      expect.arrayContaining([
        `${primary} picks up and hears: "Call for On-call hotline, press 1"`,
        `${primary} presses 1`,
        `caller and ${primary} are connected`,
      ]),
    );
    expect(action()).toMatchObject({ DialBridged: 'true' });
  });

  it.each(['pass', 'wrong-key', 'silent', 'voicemail', 'hangs-up-during-prompt'] as const)(
    'never connects %s',
    async (behaviour) => {
      customer.on('/voice', screened(primary));
      const call = await world.call({ people: { [primary]: { behaviour, ...quick } } });
      expect(call.record.legs[0]).toMatchObject({ bridged: false, status: 'completed' });
      expect(action()).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'false' });
      expect(action()).toHaveProperty('DialCallDuration');
      expect(call.record.moments).not.toContain('connected:1');
    },
  );

  it('can call a failed screening no-answer, as some accounts see it', async () => {
    customer.on('/voice', screened(primary));
    await world.call({ people: { [primary]: { behaviour: 'voicemail', ...quick } }, failedScreenStatus: 'no-answer' });
    expect(action()).toMatchObject({ DialCallStatus: 'no-answer', DialBridged: 'false' });
  });

  it('presses again at a repeated prompt', async () => {
    customer
      .on('/voice', screened(primary))
      .on('/key', ({ params }) => (params['Digits'] === '1' ? '' : '<Redirect>/x</Redirect>'));
    customer.on('/key', ({ params }) =>
      params['Digits'] === '1' ? '' : '<Gather numDigits="1" action="/key"><Say>Once more</Say></Gather><Hangup/>',
    );
    const call = await world.call({ people: { [primary]: { behaviour: 'accept', ...quick, keys: ['9', '1'] } } });
    expect(call.record.legs[0]?.bridged).toBe(true);
  });

  it('refuses a Redirect in the screening document', async () => {
    customer.on('/voice', screened(primary)).on('/screen', '<Redirect>/key</Redirect>');
    const call = await world.call({ people: { [primary]: { behaviour: 'accept', ...quick } } });
    expect(call.record.faults).toMatchObject([{ code: 12200, fatal: true }]);
    expect(call.record.legs[0]?.bridged).toBe(false);
  });

  it.each([
    ['ringing:1', 'no-answer', 'canceled'],
    ['screening:1', 'completed', 'completed'],
    ['connected', 'completed', 'completed'],
  ])('lets the caller hang up at %s', async (hangUpWhen, dialStatus, legStatus) => {
    customer.on('/voice', screened(primary));
    const call = await world.call({
      caller: { hangUpWhen },
      people: { [primary]: { behaviour: 'accept', ...quick, talkSeconds: 100 } },
    });
    expect(action()).toMatchObject({
      CallStatus: expect.not.stringMatching('in-progress'),
      DialCallStatus: dialStatus,
    });
    expect(legStatuses().at(-1)).toBe(legStatus);
    expect(storyOf(call)).not.toContain('caller hears: "Over"');
  });

  it('can leave out the action after a hang-up', async () => {
    customer.on('/voice', screened(primary));
    await world.call({ caller: { hangUpWhen: 'ringing' }, actionAfterHangup: false });
    expect(customer.requestsTo('/dial')).toEqual([]);
  });

  it('can be driven by hand', async () => {
    customer.on('/voice', screened(primary));
    const call = world.place({ people: { [primary]: 'manual' } });
    await moment(call, 'ringing:1');
    const [leg] = [...call.dialled.values()];
    leg?.phone.answer();
    await call.record.changes.waitFor(() => call.record.story.some(({ kind }) => kind === 'picks-up'), 2_000);
    expect(leg?.press('1')).toBe(true);
    await moment(call, 'connected:1');
    call.hangUp('caller');
    await settled(call);
    expect(call.record.legs[0]).toMatchObject({ bridged: true });
    expect(leg?.press('1')).toBe(false);
  });
});

it('keeps the caller ringing until the bridge, where the document begins with such a Dial', async () => {
  world.rent({ statusUrl: `${customer.url}/status` });
  customer.on('/voice', dial(primary)).on('/status', '').on('/dial', '');
  await world.call({ from: caller });
  expect(action()).toMatchObject({ CallStatus: 'ringing' });
  expect(customer.requestsTo('/status')[0]?.params).toMatchObject({ CallStatus: 'no-answer', CallDuration: '0' });
});
