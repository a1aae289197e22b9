import twilio from 'twilio';
import { type RunningServer, startServer } from '../../http/server.js';
import {
  accountSid,
  authToken,
  line,
  moment,
  primary,
  settled,
  storyOf,
  TwilioWorld,
} from '../../testing/twilio-world.js';

const world = new TwilioWorld();
const { customer } = world;
let server: RunningServer;
const basic = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
const root = `/2010-04-01/Accounts/${accountSid}`;

const ask = (method: string, path: string, form?: Record<string, string>, authorization = basic): Promise<Response> =>
  fetch(`${server.url}${root}${path}`, {
    method,
    headers: { authorization },
    ...(form && { body: new URLSearchParams(form) }),
  });
const errorOf = async (response: Response): Promise<unknown> => [
  response.status,
  ((await response.json()) as { code: number }).code,
];

beforeAll(async () => {
  await world.start();
  server = await startServer(world.simulator, 0);
});
beforeEach(() => {
  world.reset();
  customer
    .on(
      '/voice',
      `<Say>Welcome</Say><Dial timeout="60" callerId="${line}" action="/dial"><Number>${primary}</Number></Dial>`,
    )
    .on('/dial', '')
    .on('/moved', '<Say>Moved</Say>');
});
afterAll(async () => {
  await server.stop();
  await customer.stop();
});

describe('the REST API', () => {
  it('knows its customers', async () => {
    expect(await (await ask('GET', '.json')).json()).toMatchObject({ sid: accountSid, status: 'active' });
    expect(await errorOf(await ask('GET', '.json', undefined, 'Basic eDp5'))).toEqual([401, 20003]);
    expect(await errorOf(await ask('GET', '/Nothing.json'))).toEqual([404, 20404]);
    expect(await errorOf(await ask('DELETE', '/Calls/CA1/Nothing.json'))).toEqual([404, 20404]);
  });

  it('says in an error what Twilio says', async () => {
    expect(await (await ask('GET', '/Calls/CA00000000000000000000000000000000.json')).json()).toEqual({
      code: 20404,
      message: expect.stringContaining('was not found'),
      more_info: 'https://www.twilio.com/docs/errors/20404',
      status: 404,
    });
  });

  it('is understood by the official client', async () => {
    const call = world.place();
    await moment(call, 'ringing:1');
    const toHere = {
      request: (options: { uri?: string }) =>
        client.request({ ...options, uri: (options.uri ?? '').replace('https://api.twilio.com', server.url) } as never),
    };
    const client = new twilio.RequestClient();
    const sdk = twilio(accountSid, authToken, { httpClient: toHere as never });
    expect(await sdk.calls(call.record.callSid).fetch()).toMatchObject({
      sid: call.record.callSid,
      status: 'in-progress',
      direction: 'inbound',
    });
    expect(await sdk.calls.list({ parentCallSid: call.record.callSid })).toMatchObject([
      { to: primary, status: 'ringing' },
    ]);
    await sdk.calls(call.record.callSid).update({ status: 'completed' });
    await settled(call);
    await expect(sdk.calls(call.record.callSid).update({ url: `${customer.url}/moved` })).rejects.toMatchObject({
      code: 21220,
      status: 400,
    });
    expect(await sdk.calls(call.record.callSid).fetch()).toMatchObject({
      status: 'completed',
      duration: expect.stringMatching(/^\d+$/),
    });
  });
});

describe('updating a call', () => {
  it('sends it elsewhere', async () => {
    const call = world.place();
    await moment(call, 'ringing:1');
    const answer = await ask('POST', `/Calls/${call.record.callSid}.json`, {
      Url: `${customer.url}/moved`,
      Method: 'GET',
    });
    expect(answer.status).toBe(200);
    await settled(call);
    expect(customer.requestsTo('/moved')).toMatchObject([{ method: 'GET', signed: true }]);
  });

  it('takes a document in place of an address', async () => {
    const call = world.place();
    await moment(call, 'ringing:1');
    await ask('POST', `/Calls/${call.record.callSid}.json`, { Twiml: '<Response><Say>Inline</Say></Response>' });
    await settled(call);
    expect(storyOf(call)).toContain('caller hears: "Inline"');
  });

  it.each([
    [{}, 20001],
    [{ Status: 'busy' }, 20001],
    [{ Url: 'not-a-url' }, 21205],
    [{ Url: 'http://o/x', Twiml: '<Response/>' }, 20001],
    [{ Url: 'http://o/x', Method: 'PUT' }, 21202],
  ] as [Record<string, string>, number][])('refuses %j', async (form, code) => {
    const call = world.place();
    await moment(call, 'ringing:1');
    expect(await errorOf(await ask('POST', `/Calls/${call.record.callSid}.json`, form))).toEqual([400, code]);
    call.hangUp('caller');
    await settled(call);
  });

  it('ends a dialled leg alone', async () => {
    const call = world.place();
    await moment(call, 'ringing:1');
    await ask('POST', `/Calls/${call.record.legs[0]?.sid}.json`, { Status: 'completed' });
    await settled(call);
    expect(call.record.legs[0]?.status).toBe('canceled');
    expect(customer.requestsTo('/dial')[0]?.params).toMatchObject({ DialCallStatus: 'canceled' });
  });
});

describe('ordered failures', () => {
  afterEach(() => world.simulator.restFailures.replace([]));

  it('come as often as they are ordered', async () => {
    await fetch(`${server.url}/sim/rest`, {
      method: 'PUT',
      body: JSON.stringify({
        failures: [
          { status: 500, times: 1 },
          { status: 429, retryAfter: 1, times: 1 },
        ],
      }),
    });
    expect((await ask('GET', '.json')).status).toBe(500);
    const limited = await ask('GET', '.json');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await ask('GET', '.json')).status).toBe(200);
  });

  it('can come although the work is done', async () => {
    const call = world.place();
    await moment(call, 'ringing:1');
    await fetch(`${server.url}/sim/rest`, {
      method: 'PUT',
      body: JSON.stringify({ failures: [{ status: 503, times: 1, afterEffect: true, only: '/Calls/' }] }),
    });
    expect((await ask('POST', `/Calls/${call.record.callSid}.json`, { Url: `${customer.url}/moved` })).status).toBe(
      503,
    );
    await settled(call);
    expect(customer.requestsTo('/moved')).toHaveLength(1);
  });
});

describe('recordings', () => {
  const recorded = async (): Promise<string> => {
    customer.on('/voice', '<Record action="/done" finishOnKey="#"/>').on('/done', '<Hangup/>');
    await world.call({ caller: { message: { seconds: 2, endedBy: '#' } } });
    return customer.requestsTo('/done')[0]?.params['RecordingSid'] ?? '';
  };

  it.each(['', '.wav', '.mp3'])('are fetched with credentials, whole or in part (%s)', async (suffix) => {
    const path = `/Recordings/${await recorded()}${suffix}`;
    expect((await ask('GET', path, undefined, 'Basic eDp5')).status).toBe(401);
    const whole = await ask('GET', path);
    const file = Buffer.from(await whole.arrayBuffer());
    expect([whole.headers.get('content-type'), file.length]).toEqual(['audio/x-wav', 44 + 2 * 16_000]);
    const part = await fetch(`${server.url}${root}${path}`, {
      headers: { authorization: basic, range: 'bytes=40-49' },
    });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 40-49/${file.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(file.subarray(40, 50));
    const beyond = await fetch(`${server.url}${root}${path}`, {
      headers: { authorization: basic, range: 'bytes=99999999-' },
    });
    expect(beyond.status).toBe(416);
  });

  it('are gone once deleted', async () => {
    const sid = await recorded();
    expect((await ask('DELETE', `/Recordings/${sid}.json`)).status).toBe(204);
    expect(await errorOf(await ask('GET', `/Recordings/${sid}`))).toEqual([404, 20404]);
    expect(await errorOf(await ask('DELETE', `/Recordings/${sid}.json`))).toEqual([404, 20404]);
  });

  it('can be begun on a live call', async () => {
    customer.on('/rec', '');
    const call = world.place();
    await moment(call, 'ringing:1');
    const begun = await ask('POST', `/Calls/${call.record.callSid}/Recordings.json`, {
      RecordingStatusCallback: `${customer.url}/rec`,
      RecordingChannels: 'dual',
    });
    expect([begun.status, await begun.json()]).toEqual([
      201,
      expect.objectContaining({ source: 'StartCallRecordingAPI', channels: 2 }),
    ]);
    call.hangUp('caller');
    await settled(call);
    expect(customer.requestsTo('/rec')).toHaveLength(1);
  });
});

describe('numbers and messages', () => {
  it('lists a number and changes where its calls go', async () => {
    const listed = (await (
      await ask('GET', `/IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(line)}`)
    ).json()) as {
      incoming_phone_numbers: { sid: string }[];
    };
    const sid = listed.incoming_phone_numbers[0]?.sid ?? '';
    const changed = await ask('POST', `/IncomingPhoneNumbers/${sid}.json`, {
      VoiceUrl: 'http://o/v',
      VoiceFallbackUrl: 'http://o/f',
      StatusCallback: 'http://o/s',
      VoiceMethod: 'GET',
    });
    expect(await changed.json()).toMatchObject({ phone_number: line, voice_url: 'http://o/v', voice_method: 'GET' });
    expect(world.simulator.twilio.numbers.get(line)).toMatchObject({
      voiceUrl: 'http://o/v',
      fallbackUrl: 'http://o/f',
      statusUrl: 'http://o/s',
    });
  });

  it('refuses a fallback without a primary address, and changes nothing', async () => {
    const sid = world.simulator.twilio.numbers.get(line)?.sid ?? '';
    expect(
      await errorOf(
        await ask('POST', `/IncomingPhoneNumbers/${sid}.json`, { VoiceUrl: '', VoiceFallbackUrl: 'http://o/f' }),
      ),
    ).toEqual([400, 21405]);
    expect(world.simulator.twilio.numbers.get(line)?.voiceUrl).toBe(`${customer.url}/voice`);
  });

  it('takes a text message', async () => {
    expect((await ask('POST', '/Messages.json', { To: primary, From: line, Body: 'Your code is 123456' })).status).toBe(
      201,
    );
    const inbox = await fetch(`${server.url}/sim/messages?kind=sms&name=${encodeURIComponent(primary)}`);
    expect(await inbox.json()).toMatchObject({ messages: [{ kind: 'sms', text: 'Your code is 123456' }] });
  });

  it('lists the text messages to a number', async () => {
    await ask('POST', '/Messages.json', { To: primary, From: line, Body: 'The newest' });
    const listed = async (query: Record<string, string>): Promise<unknown> => {
      const answer = await ask('GET', `/Messages.json?${new URLSearchParams(query).toString()}`);
      return ((await answer.json()) as { messages: unknown }).messages;
    };
    expect(await listed({ To: primary, From: line, PageSize: '1' })).toMatchObject([
      { body: 'The newest', from: line, to: primary, status: 'delivered' },
    ]);
    expect(await listed({ To: primary, From: '+15005550006' })).toEqual([]);
  });
});
