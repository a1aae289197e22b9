import { type RunningServer, startServer } from '../../http/server.js';
import { accountSid, authToken, line, primary, settled, TwilioWorld } from '../../testing/twilio-world.js';

const world = new TwilioWorld();
const { customer, simulator } = world;
let server: RunningServer;
let last = 0;
const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;

const order = (form: Record<string, string>): Promise<Response> =>
  fetch(`${server.url}/2010-04-01/Accounts/${accountSid}/Calls.json`, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams({ From: line, To: primary, ...form }),
  });
const lastVoiceMessage = async (): Promise<unknown> => {
  const name = encodeURIComponent(primary);
  const answer = await fetch(`${server.url}/sim/messages?kind=voice&name=${name}&after=${last}&waitMs=2000`);
  const { messages } = (await answer.json()) as { messages: { n: number }[] };
  last = messages.at(-1)?.n ?? last;
  return messages.at(-1);
};
const person = { answerAfterMs: 5, pressAfterMs: 5, hangsUp: 'responder' } as const;

beforeAll(async () => {
  await world.start();
  server = await startServer(simulator, 0);
});
beforeEach(() => {
  world.reset();
  simulator.people.set(primary, { behaviour: 'accept', ...person });
  customer.on('/code', '<Say>Your code is 4 2 1</Say>').on('/status', '');
});
afterAll(async () => {
  await server.stop();
  await customer.stop();
});

describe('POST Calls.json', () => {
  it('calls somebody, who hears the document; what they heard can be read', async () => {
    const placed = await order({ Url: `${customer.url}/code`, StatusCallback: `${customer.url}/status` });
    const call = (await placed.json()) as { sid: string };
    expect(placed.status).toBe(201);
    expect(call).toMatchObject({ direction: 'outbound-api', from: line, to: primary, status: 'ringing' });
    expect(await lastVoiceMessage()).toMatchObject({
      text: 'Your code is 4 2 1',
      body: { callSid: call.sid, from: line, to: primary, status: 'completed', heard: ['Your code is 4 2 1'] },
    });
    expect(customer.requestsTo('/code')[0]?.params).toMatchObject({
      CallSid: call.sid,
      Direction: 'outbound-api',
      CallStatus: 'in-progress',
      From: line,
      To: primary,
    });
    expect(customer.requestsTo('/status')[0]?.params).toMatchObject({ CallSid: call.sid, CallStatus: 'completed' });
    const seen = await fetch(`${server.url}/sim/calls/${call.sid}?until=settled&waitMs=2000`);
    const { story } = (await seen.json()) as { story: { text: string }[] };
    expect(story.map(({ text }) => text)).toEqual(
      expect.arrayContaining([`${line} dials ${primary}`, `${primary} rings`, `${primary} picks up`]),
    );
  });

  it('lets them press keys', async () => {
    customer
      .on('/code', `<Gather numDigits="1" action="/key"><Say>Press 1</Say></Gather>`)
      .on('/key', ({ params }) => `<Say>You pressed ${params['Digits']}</Say>`);
    await order({ Url: `${customer.url}/code` });
    expect(await lastVoiceMessage()).toMatchObject({ body: { heard: ['Press 1', 'You pressed 1'] } });
  });

  it('takes the document itself', async () => {
    await order({ Twiml: '<Response><Say>Hello</Say></Response>' });
    expect(await lastVoiceMessage()).toMatchObject({ text: 'Hello' });
  });

  it.each(['busy', 'no-answer', 'unreachable'] as const)('rings in vain: %s', async (behaviour) => {
    simulator.people.set(primary, { behaviour, ...person });
    await order({ Url: `${customer.url}/code`, Timeout: '5', StatusCallback: `${customer.url}/status` });
    const call = [...simulator.calls.values()].at(-1);
    if (call) await settled(call);
    expect(customer.requestsTo('/code')).toEqual([]);
    expect(customer.requestsTo('/status')[0]?.params['CallStatus']).toBe(
      behaviour === 'unreachable' ? 'failed' : behaviour,
    );
  });

  it.each([
    [{ To: '12' }, 21211],
    [{ From: '+15005550006' }, 21210],
    [{ Url: '' }, 21205],
    [{}, 21205],
  ])('refuses %j with %d', async (form, code) => {
    const answer = await order(form as Record<string, string>);
    expect([answer.status, ((await answer.json()) as { code: number }).code]).toEqual([400, code]);
  });
});

describe('GET Calls.json', () => {
  const find = async (query: Record<string, string>): Promise<string[]> => {
    const url = `${server.url}/2010-04-01/Accounts/${accountSid}/Calls.json?${new URLSearchParams(query).toString()}`;
    const { calls } = (await (await fetch(url, { headers: { authorization } })).json()) as { calls: { sid: string }[] };
    return calls.map(({ sid }) => sid);
  };

  it('finds by numbers and status', async () => {
    simulator.people.set(primary, { behaviour: 'no-answer', ...person });
    const { sid } = (await (await order({ Url: `${customer.url}/code` })).json()) as { sid: string };
    expect(await find({ To: primary, From: line, Status: 'ringing' })).toContain(sid);
    expect(await find({ To: line })).not.toContain(sid);
    expect(await find({ From: primary })).not.toContain(sid);
    expect(await find({ To: primary, Status: 'completed' })).not.toContain(sid);
    simulator.calls.get(sid)?.hangUp('api');
  });
});
