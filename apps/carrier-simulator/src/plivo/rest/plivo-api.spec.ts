import { type RunningServer, startServer } from '../../http/server.js';
import { authId, plivoToken, PlivoWorld } from '../../testing/plivo-world.js';
import { line, moment, primary, settled, storyOf } from '../../testing/twilio-world.js';

const world = new PlivoWorld();
const { customer, simulator } = world;
let server: RunningServer;
const basic = `Basic ${Buffer.from(`${authId}:${plivoToken}`).toString('base64')}`;

interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

const ask = async (method: string, path: string, fields?: object, authorization = basic): Promise<Answered> => {
  const answer = await fetch(`${server.url}/v1/Account/${authId}${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    ...(fields && { body: JSON.stringify(fields) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text ? (JSON.parse(text) as Record<string, unknown>) : {} };
};

beforeAll(async () => {
  await world.start();
  server = await startServer(simulator, 0);
});
beforeEach(() => {
  world.reset();
  customer.on('/answer', '<Speak loop="0">Hold</Speak>').on('/moved', '<Speak>Moved</Speak>');
});
afterAll(async () => {
  await server.stop();
  await customer.stop();
});

describe('Plivo’s REST API', () => {
  it('knows its customers', async () => {
    expect(await ask('GET', '/')).toMatchObject({ status: 200, body: { auth_id: authId } });
    expect(await ask('GET', '/', undefined, 'Basic eDp5')).toMatchObject({
      status: 401,
      body: { api_id: expect.any(String), error: 'authentication failed' },
    });
  });

  it.each(['/Nothing/', '/Call/11112222-3333-4444-5555-666677778888/', '/Recording/1/', '/Application/1/', '/Call/x'])(
    'does not know %s',
    async (path) =>
      expect(await ask('GET', path)).toMatchObject({
        status: 404,
        body: { api_id: expect.any(String), error: expect.stringContaining('not found') },
      }),
  );

  it('fails as ordered', async () => {
    simulator.restFailures.replace([
      {
        status: 429,
        retryAfter: 2,
        timeout: false,
        delayMs: 0,
        afterEffect: false,
        times: 1,
        only: 'GET /v1/Account/',
      },
    ]);
    expect(await ask('GET', '/')).toMatchObject({ status: 429, body: { error: 'rate limit exceeded' } });
    expect((await ask('GET', '/')).status).toBe(200);
  });

  it('wants JSON', async () => {
    const answer = await fetch(`${server.url}/v1/Account/${authId}/Call/`, {
      method: 'POST',
      headers: { authorization: basic, 'content-type': 'application/json' },
      body: '{',
    });
    expect(answer.status).toBe(400);
  });
});

describe('calls', () => {
  it('are transferred', async () => {
    const call = world.place();
    await moment(call, 'welcome:1');
    const path = `/Call/${call.record.callSid}/`;
    expect(await ask('POST', path, { legs: 'aleg', aleg_url: 'nowhere' })).toMatchObject({ status: 400 });
    expect(await ask('POST', path, { legs: 'bleg', aleg_url: `${customer.url}/moved` })).toMatchObject({ status: 400 });
    expect(
      await ask('POST', path, { legs: 'aleg', aleg_url: `${customer.url}/moved`, aleg_method: 'POST' }),
    ).toMatchObject({
      status: 202,
      body: { message: 'call transferred', api_id: expect.any(String) },
    });
    await settled(call);
    expect(storyOf(call)).toContain('caller hears: "Moved"');
    expect(await ask('POST', path, { aleg_url: `${customer.url}/moved` })).toMatchObject({
      status: 404,
      body: { error: 'call not found' },
    });
  });

  it('are shown while they last, and as a record afterwards', async () => {
    const call = world.place();
    await moment(call, 'welcome:1');
    const path = `/Call/${call.record.callSid}/`;
    expect(await ask('GET', path)).toMatchObject({ status: 404 });
    expect(await ask('GET', `${path}?status=live`)).toMatchObject({
      status: 200,
      body: { call_status: 'in-progress', direction: 'inbound', call_uuid: call.record.callSid, to: line.slice(1) },
    });
    expect((await ask('GET', '/Call/?status=live')).body['calls']).toEqual([call.record.callSid]);
    expect((await ask('GET', '/Call/?status=queued')).body['calls']).toEqual([]);
    expect(await ask('GET', `${path}?status=queued`)).toMatchObject({ status: 404 });
    expect(await ask('DELETE', path)).toEqual({ status: 204, body: {} });
    await settled(call);
    expect(await ask('DELETE', path)).toMatchObject({ status: 404 });
    expect(await ask('GET', `${path}?status=live`)).toMatchObject({ status: 404 });
    expect(await ask('GET', path)).toMatchObject({
      status: 200,
      body: {
        call_direction: 'inbound',
        hangup_cause_code: 4000,
        hangup_source: 'API Request',
        call_duration: call.seconds,
      },
    });
    expect((await ask('GET', '/Call/')).body).toMatchObject({
      objects: expect.arrayContaining([expect.objectContaining({ call_uuid: call.record.callSid })]),
    });
  });

  it('are placed: whoever picks up hears the document', async () => {
    simulator.people.set(primary, { behaviour: 'accept', answerAfterMs: 5, pressAfterMs: 5, hangsUp: 'responder' });
    customer.on('/code', '<Speak>Your code is 4 2 1</Speak>').on('/over', '');
    const placed = await ask('POST', '/Call/', {
      from: line.slice(1),
      to: primary.slice(1),
      answer_url: `${customer.url}/code`,
      hangup_url: `${customer.url}/over`,
    });
    expect(placed).toMatchObject({ status: 201, body: { message: 'call fired', request_uuid: expect.any(String) } });
    const response = await fetch(
      `${server.url}/sim/messages?kind=voice&name=${encodeURIComponent(primary)}&waitMs=2000`,
    );
    const { messages } = (await response.json()) as { messages: { text: string; body: { callSid: string } }[] };
    expect(messages).toMatchObject([
      { text: 'Your code is 4 2 1', body: { from: line, to: primary, status: 'completed' } },
    ]);
    expect(customer.requestsTo('/code')[0]?.params).toMatchObject({
      Direction: 'outbound',
      CallStatus: 'in-progress',
      RequestUUID: placed.body['request_uuid'],
      CallUUID: messages[0]?.body.callSid,
      From: line.slice(1),
      To: primary.slice(1),
    });
    expect(customer.requestsTo('/over')[0]?.params).toMatchObject({ CallStatus: 'completed', HangupCauseCode: '4010' });
  });

  it.each([
    ['busy', 'busy', '3010'],
    ['no-answer', 'no-answer', '3000'],
    ['unreachable', 'failed', '2000'],
  ] as const)('are placed in vain: %s', async (behaviour, status, code) => {
    simulator.people.set(primary, { behaviour, answerAfterMs: 1, pressAfterMs: 1, hangsUp: 'responder' });
    customer.on('/over', '');
    await ask('POST', '/Call/', {
      from: line,
      to: primary,
      answer_url: `${customer.url}/code`,
      hangup_url: `${customer.url}/over`,
      ring_timeout: 5,
    });
    const call = [...simulator.calls.values()].at(-1);
    if (call) await settled(call);
    expect(customer.requestsTo('/code')).toEqual([]);
    expect(customer.requestsTo('/over')[0]?.params).toMatchObject({ CallStatus: status, HangupCauseCode: code });
  });

  it('are not placed without a document', async () => {
    expect(await ask('POST', '/Call/', { from: line, to: primary })).toMatchObject({ status: 400 });
    expect(await ask('POST', '/Call/', { from: line, to: '12', answer_url: customer.url })).toMatchObject({
      status: 400,
    });
  });
});

describe('recordings', () => {
  it('are listed, fetched in parts, and deleted', async () => {
    customer.on('/answer', '<Record maxLength="30"/>');
    const call = await world.call({ caller: { message: { seconds: 3, endedBy: '#' } } });
    const list = await ask('GET', `/Recording/?call_uuid=${call.record.callSid}`);
    const [recording] = list.body['objects'] as { recording_id: string; recording_url: string }[];
    expect(list.body).toMatchObject({ meta: { total_count: 1, next: null } });
    expect(recording).toMatchObject({ call_uuid: call.record.callSid, recording_duration_ms: '3000.00000' });
    const media = `/Recording/${recording?.recording_id}.mp3`;
    expect(recording?.recording_url).toBe(`http://127.0.0.1:4119/v1/Account/${authId}${media}`);
    const url = `${server.url}/v1/Account/${authId}${media}`;
    expect((await fetch(url)).status).toBe(401);
    const part = await fetch(url, { headers: { authorization: basic, range: 'bytes=0-3' } });
    expect([part.status, await part.text()]).toEqual([206, 'RIFF']);
    const path = `/Recording/${recording?.recording_id}/`;
    expect((await ask('GET', path)).status).toBe(200);
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('GET', path)).status).toBe(404);
    expect((await fetch(url, { headers: { authorization: basic } })).status).toBe(404);
  });
});

describe('numbers and applications', () => {
  it('send a number’s calls to a new application', async () => {
    const created = await ask('POST', '/Application/', {
      app_name: 'On-call',
      answer_url: `${customer.url}/moved`,
      hangup_url: `${customer.url}/hangup`,
    });
    expect(created).toMatchObject({
      status: 201,
      body: { message: 'created', app_id: expect.stringMatching(/^\d+$/) },
    });
    const appId = String(created.body['app_id']);
    const number = `/Number/${line.slice(1)}/`;
    expect(await ask('POST', number, { app_id: '77' })).toMatchObject({ status: 400 });
    expect(await ask('POST', number, { app_id: appId })).toMatchObject({ status: 202, body: { message: 'changed' } });
    expect((await ask('GET', number)).body).toMatchObject({
      number: line.slice(1),
      application: `/v1/Account/${authId}/Application/${appId}/`,
    });
    expect(storyOf(await world.call())).toContain('caller hears: "Moved"');
  });

  it('are listed and changed', async () => {
    const { body } = await ask('POST', '/Application/', { app_name: 'On-call', answer_url: `${customer.url}/answer` });
    const path = `/Application/${String(body['app_id'])}/`;
    expect(await ask('POST', path, { answer_url: 'x' })).toMatchObject({ status: 400 });
    expect(
      await ask('POST', path, { fallback_answer_url: `${customer.url}/fb`, fallback_method: 'GET' }),
    ).toMatchObject({
      status: 202,
    });
    expect((await ask('GET', path)).body).toMatchObject({
      app_name: 'On-call',
      answer_url: `${customer.url}/answer`,
      fallback_answer_url: `${customer.url}/fb`,
      fallback_method: 'GET',
      hangup_method: 'POST',
    });
    const { meta } = (await ask('GET', '/Application/?limit=1')).body as {
      meta: { total_count: number; next: string };
    };
    expect(meta.next).toBe(`/v1/Account/${authId}/Application/?limit=1&offset=1`);
    expect((await ask('GET', '/Number/')).body).toMatchObject({ meta: { total_count: 1 } });
  });
});

describe('messages', () => {
  it('are taken and can be read', async () => {
    const sent = await ask('POST', '/Message/', { src: line.slice(1), dst: '14155550177', text: 'Code 421' });
    expect(sent).toMatchObject({
      status: 202,
      body: { message: 'message(s) queued', message_uuid: [expect.any(String)] },
    });
    expect(simulator.inboxes.list({ kind: 'sms', name: '+14155550177', after: 0 })).toMatchObject([
      { text: 'Code 421', body: { from: line, to: '+14155550177' } },
    ]);
    expect((await ask('POST', '/Message/', { src: line, dst: '12', text: 'x' })).status).toBe(400);
    expect((await ask('POST', '/Message/', { src: line, dst: primary })).status).toBe(400);
  });
});
