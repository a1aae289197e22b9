import { type RunningServer, startServer } from '../http/server.js';
import { accountSid, authToken, caller, line, primary, TwilioWorld } from '../testing/twilio-world.js';

const world = new TwilioWorld();
const { customer } = world;
let server: RunningServer;
const send = async (method: string, path: string, body: unknown = {}): Promise<{ status: number; body: never }> => {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    ...(method !== 'GET' && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as never };
};
const place = async (order: object = {}): Promise<string> => {
  const { body } = await send('POST', '/sim/calls', { from: caller, to: line, ...order });
  return (body as { callSid: string }).callSid;
};

beforeAll(async () => {
  await customer.start();
  server = await startServer(world.simulator, 0);
});
afterAll(async () => {
  await server.stop();
  await customer.stop();
});

it('is set up, places a call and tells its story', async () => {
  customer.on('/voice', `<Say>Welcome</Say><Dial callerId="${line}">${primary}</Dial>`);
  expect(
    (await send('POST', '/sim/numbers', { number: line, accountSid, voiceUrl: `${customer.url}/voice` })).status,
  ).toBe(404);
  expect((await send('POST', '/sim/accounts', { accountSid, authToken })).status).toBe(201);
  expect(
    (await send('POST', '/sim/numbers', { number: line, accountSid, voiceUrl: `${customer.url}/voice` })).status,
  ).toBe(201);
  expect((await send('PUT', `/sim/people/${primary}`, { behaviour: 'busy', answerAfterMs: 1 })).status).toBe(200);
  const callSid = await place();
  const story = await (await fetch(`${server.url}/sim/calls/${callSid}/story`)).text();
  const lines = story
    .trim()
    .split('\n')
    .map((line_) => (JSON.parse(line_) as { text: string }).text);
  expect(lines).toEqual([
    `caller ${caller} dials ${line}`,
    'caller hears: "Welcome"',
    `${primary} rings`,
    `${primary} is busy`,
    expect.stringMatching(/^the call ends after/),
  ]);
  expect((await send('GET', `/sim/calls/${callSid}`)).body).toMatchObject({
    status: 'ended',
    settled: true,
    from: caller,
    legs: [{ number: primary, status: 'busy' }],
    documents: [{ kind: 'voice' }],
    requests: [{ kind: 'voice', status: 200, params: { From: caller } }],
    faults: [],
  });
});

it('gives a number to Plivo where its account is one of Plivo’s, and back', async () => {
  const plivoAccount = { provider: 'plivo', accountSid: 'MA0000000000000000AB', authToken };
  expect(await send('POST', '/sim/accounts', plivoAccount)).toMatchObject({ status: 201, body: { provider: 'plivo' } });
  const number = { number: '+12245550188', voiceUrl: `${customer.url}/voice`, statusUrl: `${customer.url}/status` };
  await send('POST', '/sim/numbers', { ...number, accountSid: plivoAccount.accountSid });
  const owner = async (): Promise<unknown> => {
    const { body } = await send('GET', '/sim/numbers');
    const { numbers } = body as { numbers: { number: string; accountSid: string; voiceUrl: string }[] };
    return numbers.filter((one) => one.number === number.number).map((one) => [one.accountSid, one.voiceUrl]);
  };
  expect(await owner()).toEqual([[plivoAccount.accountSid, number.voiceUrl]]);
  const { body } = await send('POST', '/sim/calls', { from: caller, to: number.number });
  const { callSid } = body as { callSid: string };
  expect(callSid).toMatch(/^[0-9a-f]{8}-/);
  expect((await send('GET', `/sim/calls/${callSid}?until=settled&waitMs=5000`)).body).toMatchObject({
    settled: true,
    requests: [{ kind: 'voice', params: { CallUUID: callSid, From: caller.slice(1) } }, { kind: 'status' }],
  });
  await send('POST', '/sim/numbers', { ...number, accountSid });
  expect(await owner()).toEqual([[accountSid, number.voiceUrl]]);
});

it('waits for a moment, and lets a person be played by hand', async () => {
  const callSid = await place({ people: { [primary]: 'manual' } });
  const ringing = await send('GET', `/sim/calls/${callSid}?until=ringing:1&waitMs=5000`);
  const leg = (ringing.body as { legs: { sid: string }[] }).legs[0]?.sid;
  expect(leg).toMatch(/^CA/);
  await send('POST', `/sim/legs/${leg}/answer`);
  expect((await send('GET', `/sim/calls/${callSid}?until=connected&waitMs=5000`)).body).toMatchObject({
    legs: [{ bridged: true }],
  });
  await send('POST', `/sim/calls/${callSid}/caller/hangup`);
  expect((await send('GET', `/sim/calls/${callSid}?until=settled&waitMs=5000`)).body).toMatchObject({ settled: true });
});

it('lists what it has sent, from a number on', async () => {
  const { last } = (await send('GET', '/sim/requests')).body as { last: number };
  const callSid = await place({ people: { [primary]: 'unreachable' } });
  await send('GET', `/sim/calls/${callSid}?until=settled&waitMs=5000`);
  expect((await send('GET', `/sim/requests?after=${last}`)).body).toMatchObject({
    requests: [{ n: last + 1, callSid, kind: 'voice' }],
  });
});

it.each([
  ['POST', '/sim/calls', { from: caller, to: line, people: { [primary]: 'sleeps' } }, 400],
  ['POST', '/sim/calls', { from: caller, to: line, misbehave: [{ request: 'voice', how: 'rude' }] }, 400],
  ['POST', '/sim/calls', { from: caller, to: line, caller: { hangUpWhen: 'someday' } }, 400],
  ['POST', '/sim/calls', { from: caller, to: '+19999999999' }, 404],
  ['POST', '/sim/accounts', { accountSid: 'AC1' }, 400],
  ['POST', '/sim/accounts', { provider: 'plivo', accountSid: `AC${'0'.repeat(32)}`, authToken: 'x' }, 400],
  ['PUT', '/sim/sinks/pigeons/x', { failures: [] }, 404],
  ['GET', '/sim/calls/CA0', {}, 404],
  ['POST', '/sim/legs/CA0/answer', {}, 404],
  ['DELETE', '/sim/calls', {}, 405],
])('refuses %s %s %j with %d', async (method, path, body, status) => {
  const answer = await send(method, path, body);
  expect([answer.status, typeof (answer.body as { error: string }).error]).toEqual([status, 'string']);
});

it.each([
  ['a body that is no JSON', '{', 400, 'JSON'],
  ['a body that is too large', `"${'x'.repeat(1024 * 1024)}"`, 413, '1048576 bytes'],
])('refuses %s', async (_what, body, status, message) => {
  const answer = await fetch(`${server.url}/sim/calls`, { method: 'POST', body });
  expect([answer.status, await answer.json()]).toEqual([status, { error: expect.stringContaining(message) }]);
});

it('does not know other paths', async () => {
  expect(await send('GET', '/sim/nothing?x=1')).toEqual({
    status: 404,
    body: { error: 'there is no GET /sim/nothing' },
  });
});

it('signs with a shared key of the account, all requests or every other one', async () => {
  customer.reset();
  customer.on('/voice', `<Pause length="1"/><Redirect>${customer.url}/next</Redirect>`).on('/next', '<Hangup/>');
  const number = { number: line, accountSid, voiceUrl: `${customer.url}/voice`, statusUrl: `${customer.url}/status` };
  const settings = async (signs: 'all' | 'every-other') => {
    await send('POST', '/sim/accounts', { accountSid, authToken, signingKey: { id: 'WK1', key: 'shared', signs } });
    await send('POST', '/sim/numbers', number);
    const before = customer.requests.length;
    const callSid = await place();
    await send('GET', `/sim/calls/${callSid}?until=settled&waitMs=5000`);
    return customer.requests.slice(before).map(({ headers }) => headers['x-twilio-webhooks-signature-settings']);
  };
  const named = 'key=WK1,algorithm=HMAC_SHA256';
  expect(new Set(await settings('all'))).toEqual(new Set([named]));
  expect(new Set(await settings('every-other'))).toEqual(new Set([named, undefined]));
  await send('POST', '/sim/accounts', { accountSid, authToken });
});

it('requests a number’s addresses by GET where it is set so, with the parameters that the order adds', async () => {
  customer.reset();
  customer.on('/voice', '<Hangup/>');
  await send('POST', '/sim/numbers', {
    number: line,
    accountSid,
    voiceUrl: `${customer.url}/voice?a=1`,
    method: 'GET',
  });
  await send('GET', `/sim/calls/${await place({ params: { StirVerstat: 'TN-Validation-Failed-C' } })}?until=settled`);
  const [heard] = customer.requestsTo('/voice');
  expect([heard?.method, heard?.signed, heard?.query.get('a'), heard?.query.get('StirVerstat')]).toEqual([
    'GET',
    true,
    '1',
    'TN-Validation-Failed-C',
  ]);
});
