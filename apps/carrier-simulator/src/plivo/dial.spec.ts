import { authId, PlivoWorld } from '../testing/plivo-world.js';
import { caller, fallback, line, moment, primary, settled, storyOf } from '../testing/twilio-world.js';

const world = new PlivoWorld();
const { customer } = world;
const bare = (number: string): string => number.slice(1);

const dial = (attributes = '', numbers = [primary]): string =>
  `<Dial timeout="10" callerId="${bare(line)}" dialMusic="real" action="${customer.url}/dial" callbackUrl="${customer.url}/leg" ${attributes}>` +
  `${numbers.map((number) => `<Number>${bare(number)}</Number>`).join('')}</Dial>`;
const confirmed = (more = ''): string =>
  dial(`confirmSound="${customer.url}/screen" confirmKey="1" confirmTimeout="6" ${more}`);
const action = (): Readonly<Record<string, string>> | undefined => customer.requestsTo('/dial')[0]?.params;
const events = (): (string | undefined)[] => customer.requestsTo('/leg').map(({ params }) => params['DialAction']);
const hangup = (): Readonly<Record<string, string>> | undefined =>
  customer.requestsTo('/leg').find(({ params }) => params['DialAction'] === 'hangup')?.params;
const quick = { answerAfterMs: 5, pressAfterMs: 5, talkSeconds: 3 };

beforeAll(() => world.start());
beforeEach(() => {
  world.reset();
  customer
    .on('/dial', '<Speak>Over</Speak>')
    .on('/leg', '')
    .on('/screen', '<Speak>Call for On-call hotline, press 1</Speak><Hangup/>')
    .on('/rec', '');
});
afterAll(() => customer.stop());

describe('Dial with a confirm key', () => {
  beforeEach(() => customer.on('/answer', `<Speak>Welcome</Speak>${confirmed()}`));

  it('connects whoever presses the key, and says so', async () => {
    const call = await world.call({ people: { [primary]: { behaviour: 'accept', ...quick } } });
    expect(storyOf(call)).toEqual(
      expect.arrayContaining([
        'caller hears: "Welcome"',
        `${primary} rings`,
        `${primary} picks up and hears: "Call for On-call hotline, press 1"`,
        `${primary} presses 1`,
        `caller and ${primary} are connected`,
        `${primary} hangs up`,
        'caller hears: "Over"',
      ]),
    );
    expect(call.record.faults).toEqual([]);
    expect(events()).toEqual(['answer', 'connected', 'hangup']);
    const leg = call.record.legs[0]?.sid;
    expect(customer.requestsTo('/leg')[1]?.params).toEqual({
      Event: 'DialConnected',
      DialAction: 'connected',
      CallUUID: call.record.callSid,
      DialALegUUID: call.record.callSid,
      DialBLegUUID: leg,
      DialBLegStatus: 'connected',
      DialBLegFrom: bare(line),
      DialBLegTo: bare(primary),
      STIRVerification: 'Not Applicable',
    });
    expect(hangup()).toMatchObject({
      Event: 'DialHangup',
      DialBLegHangupCause: 'NORMAL_CLEARING',
      DialBLegHangupCauseName: 'Normal Hangup',
      DialBLegHangupCauseCode: '4000',
      DialBLegHangupSource: 'Callee',
      DialBLegBillDuration: '60',
    });
    expect(Number(hangup()?.['DialBLegDuration'])).toBeGreaterThanOrEqual(3);
    expect(action()).toMatchObject({
      Event: 'DialAction',
      CallUUID: call.record.callSid,
      CallStatus: 'in-progress',
      Direction: 'inbound',
      From: bare(caller),
      To: bare(line),
      ParentAuthID: authId,
      DialStatus: 'completed',
      DialRingStatus: 'true',
      DialHangupCause: 'NORMAL_CLEARING',
      DialBLegUUID: leg,
    });
  });

  it.each(['voicemail', 'pass', 'wrong-key', 'silent'] as const)('9110: %s fails the challenge', async (behaviour) => {
    const call = await world.call({
      people: { [primary]: { behaviour, ...quick } },
      failedScreenStatus: 'no-answer',
    });
    expect(events()).toEqual(['answer', 'hangup']);
    expect(hangup()).toMatchObject({
      DialBLegHangupCauseCode: '9110',
      DialBLegHangupCauseName: 'Confirm Key Challenge Failed',
      DialBLegHangupSource: 'Plivo',
    });
    expect(action()).toMatchObject({ DialStatus: 'no-answer', DialBLegUUID: call.record.legs[0]?.sid });
    expect(call.record.legs[0]?.bridged).toBe(false);
  });

  describe('with a digit match of the second leg', () => {
    const digits = () => customer.requestsTo('/leg').filter(({ params }) => params['DialAction'] === 'digits');
    const passes = { [primary]: { behaviour: 'pass', ...quick } } as const;
    const talks = { [primary]: { behaviour: 'manual' } } as const;
    beforeEach(() => customer.on('/answer', confirmed('digitsMatchBLeg="2,345"')));

    it('reports the key at once, and the challenge goes on', async () => {
      const call = await world.call({ people: passes });
      expect(digits()[0]?.params).toMatchObject({
        Event: 'DialDigitsMatch',
        DialDigitsMatch: '2',
        DialDigitsPressedBy: 'BLeg',
        DialBLegUUID: call.record.legs[0]?.sid,
      });
      expect(events()).toEqual(['answer', 'digits', 'hangup']);
      expect(hangup()).toMatchObject({ DialBLegHangupCauseCode: '9110' });
    });

    it.each(['connection', 'never'] as const)('may report it only from then on: %s', async (digitsMatchFrom) => {
      await world.call({ people: passes, digitsMatchFrom });
      expect(digits()).toEqual([]);
    });

    it('matches in the conversation too, a sequence when it is whole, and nothing else', async () => {
      const call = world.place({ people: talks, digitsMatchFrom: 'connection' });
      await moment(call, 'ringing:1');
      const [leg] = [...call.dialled.values()];
      leg?.phone.answer();
      await moment(call, 'screening:1');
      for (const key of ['2', '1']) leg?.press(key);
      await moment(call, 'connected:1');
      for (const key of ['9', '3', '4', '5', '2']) leg?.press(key);
      leg?.phone.hangUp();
      await settled(call);
      expect(digits().map(({ params }) => params['DialDigitsMatch'])).toEqual(['345', '2']);
    });
  });

  it.each(['completed', 'no-answer', 'failed'] as const)('may call a failed challenge %s', async (status) => {
    await world.call({ people: { [primary]: { behaviour: 'silent', ...quick } }, failedScreenStatus: status });
    expect(action()?.['DialStatus']).toBe(status);
  });

  it('requests the sound with a POST that names the leg, and plays nothing but sounds', async () => {
    const call = await world.call({ people: { [primary]: { behaviour: 'accept', ...quick } } });
    expect(customer.requestsTo('/screen')[0]).toMatchObject({
      method: 'POST',
      params: { CallUUID: call.record.callSid, DialBLegUUID: call.record.legs[0]?.sid },
    });
    expect(call.record.moments).toContain('screening:1');
  });

  it('lets the key count although the sound cannot be had', async () => {
    customer.on('/screen', (_heard, response) => void response.writeHead(500).end());
    const call = world.place({ people: { [primary]: { behaviour: 'manual' } } });
    await moment(call, 'ringing:1');
    const leg = [...call.dialled.values()][0];
    leg?.phone.answer();
    await moment(call, 'screening:1');
    expect(leg?.press('1')).toBe(true);
    await moment(call, 'connected:1');
    leg?.phone.hangUp();
    await settled(call);
    expect(call.record.faults).toMatchObject([{ code: 7012, fatal: false }]);
  });

  it('hears of a responder who hangs up during the prompt', async () => {
    await world.call({ people: { [primary]: { behaviour: 'hangs-up-during-prompt', ...quick } } });
    expect(hangup()).toMatchObject({ DialBLegHangupCauseCode: '4000', DialBLegHangupSource: 'Callee' });
  });
});

describe('Dial without confirmation', () => {
  it.each([
    { behaviour: 'no-answer', status: 'no-answer', code: '6010', name: 'Ring Timeout Reached', cause: 'NO_ANSWER' },
    { behaviour: 'busy', status: 'busy', code: '3010', name: 'Busy Line', cause: 'USER_BUSY' },
    {
      behaviour: 'unreachable',
      status: 'failed',
      code: '2000',
      name: 'Invalid Destination Address',
      cause: 'INVALID_NUMBER_FORMAT',
    },
  ] as const)('reports $behaviour as $status, $code', async ({ behaviour, status, code, name, cause }) => {
    customer.on('/answer', dial());
    await world.call({ people: { [primary]: { behaviour, answerAfterMs: 5 } } });
    expect(events()).toEqual(['hangup']);
    expect(hangup()).toMatchObject({
      DialBLegHangupCauseCode: code,
      DialBLegHangupCauseName: name,
      DialBLegHangupCause: cause,
      DialBLegDuration: '0',
    });
    expect(action()).toMatchObject({
      DialStatus: status,
      DialRingStatus: String(status !== 'failed'),
      DialHangupCause: cause,
      DialBLegUUID: '',
    });
  });

  it('3030: refuses a caller ID that is not the customer’s', async () => {
    customer.on('/answer', dial().replace(`callerId="${bare(line)}"`, 'callerId="15005550006"'));
    const call = await world.call({ people: { [primary]: { behaviour: 'accept', ...quick } } });
    expect(hangup()).toMatchObject({ DialBLegHangupCauseCode: '3030' });
    expect(action()).toMatchObject({ DialStatus: 'failed' });
    expect(storyOf(call)).not.toContain(`${primary} rings`);
  });

  it('6000: ends a conversation at its time limit', async () => {
    customer.on('/answer', dial('timeLimit="2"'));
    await world.call({ people: { [primary]: { behaviour: 'accept', ...quick, talkSeconds: 500 } } });
    expect(hangup()).toMatchObject({ DialBLegHangupCauseCode: '6000', DialBLegHangupCauseName: 'Scheduled Hangup' });
    expect(action()).toMatchObject({ DialStatus: 'completed' });
  });

  it('9000: cancels those who were slower', async () => {
    customer.on('/answer', dial('', [primary, fallback]));
    await world.call({
      people: { [primary]: { behaviour: 'accept', ...quick }, [fallback]: { behaviour: 'accept', answerAfterMs: 500 } },
    });
    const codes = customer
      .requestsTo('/leg')
      .map(({ params }) => [params['DialBLegTo'], params['DialBLegHangupCauseCode']]);
    expect(codes).toContainEqual([bare(fallback), '9000']);
    expect(action()?.['DialStatus']).toBe('completed');
  });

  it('goes on below, and executes nothing of the action, with redirect="false"', async () => {
    customer.on('/answer', `${dial('redirect="false"')}<Speak>Below</Speak>`);
    const call = await world.call({ people: { [primary]: { behaviour: 'busy', answerAfterMs: 5 } } });
    expect(customer.requestsTo('/dial')).toHaveLength(1);
    expect(storyOf(call)).toContain('caller hears: "Below"');
    expect(storyOf(call)).not.toContain('caller hears: "Over"');
  });

  it('plays a document of music to the caller while it rings', async () => {
    customer.on('/music', '<Speak>Please hold</Speak>');
    customer.on('/answer', dial().replace('"real"', `"${customer.url}/music"`));
    const call = await world.call({ people: { [primary]: { behaviour: 'accept', ...quick, answerAfterMs: 60 } } });
    expect(storyOf(call)).toContain('caller hears: "Please hold"');
  });

  it('records from the moment of connection with startOnDialAnswer', async () => {
    customer.on(
      '/answer',
      `<Record startOnDialAnswer="true" redirect="false" callbackUrl="${customer.url}/rec"/>${dial()}`,
    );
    await world.call({ people: { [primary]: { behaviour: 'accept', ...quick } } });
    expect(customer.requestsTo('/rec')).toHaveLength(1);
    expect(Number(customer.requestsTo('/rec')[0]?.params['RecordingDuration'])).toBeGreaterThanOrEqual(3);
  });

  it('records nothing where nobody was connected', async () => {
    customer.on(
      '/answer',
      `<Record startOnDialAnswer="true" redirect="false" callbackUrl="${customer.url}/rec"/>${dial()}`,
    );
    await world.call({ people: { [primary]: { behaviour: 'busy', answerAfterMs: 5 } } });
    expect(customer.requestsTo('/rec')).toEqual([]);
  });
});

describe('an interrupted Dial', () => {
  beforeEach(() => customer.on('/answer', confirmed()).on('/moved', '<Speak>Moved</Speak>'));
  const moved = { kind: 'redirect', method: 'POST', params: {}, byApi: true } as const;

  it('requests its action all the same, and executes nothing of it', async () => {
    const call = world.place();
    await moment(call, 'ringing:1');
    call.redirect({ ...moved, url: `${customer.url}/moved` });
    await settled(call);
    expect(customer.requests.map(({ path }) => path)).toEqual(['/answer', '/leg', '/dial', '/moved']);
    expect(action()).toMatchObject({ DialStatus: 'cancel', DialHangupCause: 'ORIGINATOR_CANCEL' });
    expect(hangup()).toMatchObject({ DialBLegHangupCauseCode: '1000', DialBLegHangupSource: 'API Request' });
    expect(storyOf(call)).toContain('caller hears: "Moved"');
    expect(storyOf(call)).not.toContain('caller hears: "Over"');
  });

  it('does not, where the order says so', async () => {
    const call = world.place({ actionAfterRedirect: false });
    await moment(call, 'ringing:1');
    call.redirect({ ...moved, url: `${customer.url}/moved` });
    await settled(call);
    expect(customer.requestsTo('/dial')).toEqual([]);
    expect(customer.requestsTo('/moved')).toHaveLength(1);
  });

  it('reports a caller who hangs up while it rings', async () => {
    const call = await world.call({ caller: { hangUpWhen: 'ringing:1' } });
    expect(action()).toMatchObject({ CallStatus: 'completed', DialStatus: 'no-answer' });
    expect(hangup()).toMatchObject({ DialBLegHangupCauseCode: '1000', DialBLegHangupSource: 'Caller' });
    expect(call.status).toBe('completed');
  });
});
