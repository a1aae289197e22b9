import { caller, line, settled, storyOf, TwilioWorld } from '../testing/twilio-world.js';

const world = new TwilioWorld();
const { customer } = world;

beforeAll(() => world.start());
beforeEach(() => world.reset());
afterAll(() => customer.stop());

describe('a call', () => {
  it('begins with a signed request that says who calls whom', async () => {
    customer.on('/voice', '<Say>Welcome</Say>');
    const call = await world.call();
    const [heard] = customer.requests;
    expect(heard).toMatchObject({ method: 'POST', path: '/voice', signed: true });
    expect(heard?.headers['content-type']).toContain('application/x-www-form-urlencoded');
    expect(heard?.headers['i-twilio-idempotency-token']).toMatch(/^[\da-f-]{36}$/);
    expect(heard?.params).toMatchObject({
      CallSid: call.record.callSid,
      AccountSid: 'AC00000000000000000000000000000001',
      ApiVersion: '2010-04-01',
      CallStatus: 'ringing',
      Direction: 'inbound',
      From: caller,
      Caller: caller,
      To: line,
      Called: line,
      FromCity: 'SAN FRANCISCO',
      ToCity: '',
    });
    expect(storyOf(call)).toEqual([
      `caller ${caller} dials ${line}`,
      'caller hears: "Welcome"',
      expect.stringMatching(/^the call ends after \d+ s$/),
    ]);
  });

  it('withholds the number where it is to', async () => {
    customer.on('/voice', '');
    await world.call({ from: 'anonymous' });
    expect(customer.requests[0]?.params).toMatchObject({ From: 'anonymous', FromCountry: '' });
    expect(customer.requests[0]?.params).not.toHaveProperty('StirVerstat');
  });

  it('reports its end once, when it is over', async () => {
    world.rent({ statusUrl: `${customer.url}/status` });
    customer.on('/voice', '<Say>Hi</Say><Pause length="3"/>').on('/status', '');
    await world.call();
    const [status, ...more] = customer.requestsTo('/status');
    expect(more).toEqual([]);
    expect(status?.params).toMatchObject({
      CallStatus: 'completed',
      Duration: '1',
      SequenceNumber: '0',
      CallbackSource: 'call-progress-events',
      Timestamp: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000$/),
    });
    expect(Number(status?.params['CallDuration'])).toBeGreaterThanOrEqual(3);
  });

  it('takes as long as its speech and pauses', async () => {
    customer.on('/voice', '<Say>0123456789</Say><Pause length="2"/>');
    const call = await world.call({ timing: { speechMsPerCharacter: 4 } });
    expect((call.endedAtMs ?? 0) - call.record.startedAtMs).toBeGreaterThanOrEqual(58);
  });

  it('goes on for ever with a loop of 0, until the caller has enough', async () => {
    customer.on('/voice', '<Say loop="0">please hold</Say><Say>never</Say>');
    const call = await world.call({ caller: { hangUpAfterMs: 30 } });
    expect(storyOf(call)).toContain('caller hangs up');
    expect(storyOf(call)).not.toContain('caller hears: "never"');
  });

  it('is refused without having been answered', async () => {
    world.rent({ statusUrl: `${customer.url}/status` });
    customer.on('/voice', '<Reject reason="busy"/>').on('/status', '');
    await world.call();
    expect(customer.requestsTo('/status')[0]?.params).toMatchObject({ CallStatus: 'busy', CallDuration: '0' });
  });

  it('ends at Hangup and executes nothing behind it', async () => {
    customer.on('/voice', '<Hangup/><Say>never</Say>');
    expect(storyOf(await world.call())).not.toContain('caller hears: "never"');
  });
});

describe('Redirect', () => {
  it('goes on with another document, relative to this one and by the given method', async () => {
    customer
      .on('/voice', '<Redirect method="GET">next?step=2</Redirect><Say>never</Say>')
      .on('/next', '<Say>Here</Say>');
    const call = await world.call();
    const [next] = customer.requestsTo('/next');
    expect(next).toMatchObject({ method: 'GET', signed: true });
    expect(next?.query.get('step')).toBe('2');
    expect(next?.query.get('CallSid')).toBe(call.record.callSid);
    expect(storyOf(call)).toContain('caller hears: "Here"');
  });
});

describe('Play', () => {
  it('fetches what it plays', async () => {
    customer
      .on('/voice', () => `<Play>${customer.url}/welcome.wav</Play><Say>Bye</Say>`)
      .on(
        '/welcome.wav',
        (_heard, response) => void response.writeHead(200, { 'content-type': 'audio/wav' }).end('RIFF'),
      );
    const call = await world.call();
    expect(storyOf(call)).toContain(`caller hears: played ${customer.url}/welcome.wav`);
    expect(call.record.faults).toEqual([]);
  });

  it('blames what cannot be played', async () => {
    customer.on('/voice', () => `<Play>${customer.url}/missing.wav</Play>`);
    const call = await world.call();
    expect(call.record.faults).toMatchObject([{ code: 11200, fatal: true }]);
  });
});

describe('Gather', () => {
  const gather = (attributes: string): string =>
    `<Gather ${attributes} action="/keys"><Say>Press</Say></Gather><Say>Nothing</Say>`;
  const pressed = (): string | undefined => customer.requestsTo('/keys')[0]?.params['Digits'];

  it('requests its action with the digits', async () => {
    customer.on('/voice', gather('numDigits="1"')).on('/keys', '<Say>Thanks</Say>');
    const call = await world.call({ caller: { keys: ['7'], pressAfterMs: 5 } });
    expect(pressed()).toBe('7');
    expect(storyOf(call)).toEqual(expect.arrayContaining(['caller presses 7', 'caller hears: "Thanks"']));
  });

  it('cuts its prompt short at the first key', async () => {
    customer.on('/voice', gather('numDigits="1"')).on('/keys', '');
    const call = await world.call({
      caller: { keys: ['7'], pressAfterMs: 5 },
      timing: { speechMsPerCharacter: 1_000 },
    });
    expect((call.endedAtMs ?? 0) - call.record.startedAtMs).toBeLessThan('Press'.length * 1_000);
  });

  it('goes on with the document where nothing is pressed', async () => {
    customer.on('/voice', gather('numDigits="1" timeout="2"'));
    const call = await world.call();
    expect(customer.requestsTo('/keys')).toEqual([]);
    expect(storyOf(call)).toContain('caller hears: "Nothing"');
  });

  it('requests its action even so where `actionOnEmptyResult` is set', async () => {
    customer.on('/voice', gather('timeout="2" actionOnEmptyResult="true"')).on('/keys', '');
    await world.call();
    expect(pressed()).toBe('');
  });

  it('ends at the finish key, which is no digit', async () => {
    customer.on('/voice', gather('timeout="60"')).on('/keys', '');
    const call = world.place();
    await call.record.changes.waitFor(() => call.record.story.some(({ text }) => text.includes('Press')), 2_000);
    for (const key of '12#') call.press(key);
    await settled(call);
    expect(pressed()).toBe('12');
  });
});

describe('Record', () => {
  const record =
    '<Say>Leave a message</Say><Record action="/done" maxLength="30" finishOnKey="#" recordingStatusCallback="/rec"/><Say>Nobody spoke</Say>';
  const spoken = (seconds: number, endedBy: '#' | 'hangup' | 'silence') => ({
    caller: { message: { seconds, endedBy, text: 'the site is down' } },
  });

  it('takes a message that is ended by a key', async () => {
    customer.on('/voice', record).on('/done', '<Say>Thanks</Say>').on('/rec', '');
    const call = await world.call(spoken(6, '#'));
    expect(customer.requestsTo('/done')[0]?.params).toMatchObject({
      Digits: '#',
      RecordingDuration: '6',
      CallStatus: 'in-progress',
    });
    expect(storyOf(call)).toEqual(expect.arrayContaining(['caller leaves a message (6 s)', 'caller hears: "Thanks"']));
    expect(customer.requestsTo('/rec')[0]?.params).toMatchObject({
      CallSid: call.record.callSid,
      RecordingStatus: 'completed',
      RecordingDuration: '6',
      RecordingSource: 'RecordVerb',
      RecordingUrl: customer.requestsTo('/done')[0]?.params['RecordingUrl'],
    });
  });

  it('takes a message that the caller ends by hanging up, and ignores the answer', async () => {
    customer.on('/voice', record).on('/done', '<Say>Thanks</Say>').on('/rec', '');
    const call = await world.call(spoken(4, 'hangup'));
    expect(customer.requestsTo('/done')[0]?.params).toMatchObject({
      Digits: 'hangup',
      RecordingDuration: expect.stringMatching(/^[4-9]$/) as string,
      CallStatus: 'completed',
    });
    expect(storyOf(call)).not.toContain('caller hears: "Thanks"');
    expect(customer.requestsTo('/rec')).toHaveLength(1);
  });

  it('ends after silence, or at its greatest length', async () => {
    customer.on('/voice', record).on('/done', '<Hangup/>').on('/rec', '');
    await world.call(spoken(4, 'silence'));
    await world.call(spoken(400, '#'));
    const [silence, length] = customer.requestsTo('/done');
    expect(silence?.params).toMatchObject({ RecordingDuration: '4' });
    expect(length?.params).toMatchObject({ RecordingDuration: '30' });
    expect(length?.params).not.toHaveProperty('Digits');
  });

  it('goes on with the document where nobody speaks', async () => {
    customer.on('/voice', record);
    const call = await world.call({ caller: { message: null } });
    expect(storyOf(call)).toEqual(expect.arrayContaining(['caller says nothing', 'caller hears: "Nobody spoke"']));
    expect(customer.requestsTo('/done')).toEqual([]);
    expect(customer.requestsTo('/rec')).toEqual([]);
  });

  it('sends the transcription', async () => {
    customer
      .on('/voice', '<Record action="/done" transcribe="true" transcribeCallback="/words"/>')
      .on('/done', '<Hangup/>')
      .on('/words', '');
    await world.call(spoken(5, '#'));
    expect(customer.requestsTo('/words')[0]?.params).toMatchObject({
      TranscriptionStatus: 'completed',
      TranscriptionText: 'the site is down',
    });
  });

  it('reports a recording that is absent, where that is wanted', async () => {
    customer
      .on(
        '/voice',
        '<Record action="/done" finishOnKey="#" recordingStatusCallback="/rec" recordingStatusCallbackEvent="in-progress completed absent"/>',
      )
      .on('/done', '<Hangup/>')
      .on('/rec', '');
    await world.call({ ...spoken(5, '#'), recording: { absent: true } });
    expect(customer.requestsTo('/rec').map(({ params }) => params['RecordingStatus'])).toEqual([
      'in-progress',
      'absent',
    ]);
  });
});

describe('Start', () => {
  it('records the whole call in the background', async () => {
    customer
      .on(
        '/voice',
        '<Start><Recording channels="dual" recordingStatusCallback="/rec"/></Start><Say>Hi</Say><Pause length="4"/>',
      )
      .on('/rec', '');
    const call = await world.call();
    const [recorded] = customer.requestsTo('/rec');
    expect(recorded?.params).toMatchObject({
      CallSid: call.record.callSid,
      RecordingChannels: '2',
      RecordingStatus: 'completed',
    });
    expect(Number(recorded?.params['RecordingDuration'])).toBeGreaterThanOrEqual(4);
  });
});
