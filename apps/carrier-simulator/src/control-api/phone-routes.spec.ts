import { type RunningServer, startServer } from '../http/server.js';
import { authId, plivoToken, PlivoWorld } from '../testing/plivo-world.js';
import { accountSid, authToken, line, primary as phone, TwilioWorld } from '../testing/twilio-world.js';

let server: RunningServer;
const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const json = async (response: Response): Promise<never> => (await response.json()) as never;

interface Call {
  readonly status: string;
  readonly settled: boolean;
  readonly answered: boolean;
  readonly heard: readonly string[];
  readonly pressed: readonly string[];
}

const twilio = {
  world: new TwilioWorld(),
  place: (answerUrl: string, statusUrl: string) =>
    fetch(`${server.url}/2010-04-01/Accounts/${accountSid}/Calls.json`, {
      method: 'POST',
      headers: { authorization: basic(accountSid, authToken) },
      body: new URLSearchParams({ From: line, To: phone, Url: answerUrl, StatusCallback: statusUrl, Timeout: '2' }),
    }),
  question: (action: string) => `<Gather numDigits="1" timeout="5" action="${action}"><Say>Press 1</Say></Gather>`,
  say: 'Say',
};
const plivo = {
  world: new PlivoWorld(),
  place: (answerUrl: string, statusUrl: string) =>
    fetch(`${server.url}/v1/Account/${authId}/Call/`, {
      method: 'POST',
      headers: { authorization: basic(authId, plivoToken), 'content-type': 'application/json' },
      body: JSON.stringify({
        from: line.slice(1),
        to: phone.slice(1),
        answer_url: answerUrl,
        hangup_url: statusUrl,
        ring_timeout: 2,
      }),
    }),
  question: (action: string) =>
    `<GetInput inputType="dtmf" numDigits="1" executionTimeout="5" action="${action}"><Speak>Press 1</Speak></GetInput>`,
  say: 'Speak',
};

describe.each([
  { name: 'Twilio', wire: twilio },
  { name: 'Plivo', wire: plivo },
])('calls to a phone at $name', ({ wire }) => {
  const { world, place, question, say } = wire;
  const { customer, simulator } = world;
  let placed = 0;
  const called = async (person: object): Promise<Call | undefined> => {
    await fetch(`${server.url}/sim/people/${phone}`, { method: 'PUT', body: JSON.stringify(person) });
    expect((await place(`${customer.url}/answer`, `${customer.url}/over`)).status).toBe(201);
    placed += 1;
    const path = `/sim/phones/${phone}/calls?count=${placed}&waitMs=20000`;
    const { calls } = (await json(await fetch(`${server.url}${path}`))) as { calls: Call[] };
    expect(calls).toHaveLength(placed);
    return calls.at(-1);
  };
  const over = (): string | undefined => customer.requestsTo('/over').at(-1)?.params['CallStatus'];

  beforeAll(async () => {
    await world.start();
    server = await startServer(simulator, 0);
  });
  beforeEach(() => {
    world.reset();
    const { url } = customer;
    customer
      .on('/answer', question(`${url}/keys`) + question(`${url}/keys`) + `<Hangup/>`)
      .on('/keys', (request) => `<${say}>You pressed ${request.params['Digits']}</${say}><Hangup/>`)
      .on('/over', '');
  });
  afterAll(async () => {
    await server.stop();
    await customer.stop();
  });

  it('say what they have to say, and take a key', async () => {
    const call = await called({ behaviour: 'accept', answerAfterMs: 1, pressAfterMs: 1 });
    expect(call).toMatchObject({ answered: true, heard: ['Press 1', 'You pressed 1'], pressed: ['1'] });
    expect(over()).toBe('completed');
  });

  it('take a key at a later question, where that is scripted', async () => {
    const call = await called({ behaviour: 'silent', answerAfterMs: 1, pressAfterMs: 1, keys: [null, '9'] });
    expect(call).toMatchObject({ heard: ['Press 1', 'Press 1', 'You pressed 9'], pressed: ['9'] });
  });

  it('reach a voicemail box, which presses nothing', async () => {
    const call = await called({ behaviour: 'voicemail', answerAfterMs: 1 });
    expect(call).toMatchObject({ answered: true, heard: ['Press 1', 'Press 1'], pressed: [] });
    expect(customer.requestsTo('/keys')).toEqual([]);
    expect(over()).toBe('completed');
  });

  it.each([
    ['no-answer', ['no-answer', 'timeout']],
    ['busy', ['busy']],
    ['unreachable', ['failed']],
  ])('are reported where nobody is reached: %s', async (behaviour, statuses) => {
    const call = await called({ behaviour, answerAfterMs: 1 });
    expect(call).toMatchObject({ answered: false, heard: [], pressed: [] });
    expect(statuses).toContain(over());
  });

  it('end where somebody hangs up in the middle', async () => {
    const call = await called({ behaviour: 'hangs-up-during-prompt', answerAfterMs: 1, pressAfterMs: 1 });
    expect(call).toMatchObject({ answered: true, heard: ['Press 1'], pressed: [], settled: true });
    expect(over()).toBe('completed');
  });

  it('are never reported, where that is ordered', async () => {
    const misbehave = [{ request: 'status', how: 'lost' }];
    expect(await called({ behaviour: 'accept', answerAfterMs: 1, pressAfterMs: 1, misbehave })).toMatchObject({
      settled: true,
    });
    expect(customer.requestsTo('/over')).toEqual([]);
  });

  it('find the person who stands for everybody', async () => {
    simulator.people.delete(phone);
    simulator.people.set('any', { behaviour: 'busy', answerAfterMs: 1, pressAfterMs: 1, hangsUp: 'responder' });
    await place(`${customer.url}/answer`, `${customer.url}/over`);
    placed += 1;
    await fetch(`${server.url}/sim/phones/${phone}/calls?count=${placed}&waitMs=20000`);
    expect(over()).toBe('busy');
    simulator.people.delete('any');
  });
});

it('tells what is left of an account, and where the texts to a number go', async () => {
  const { simulator } = twilio.world;
  server = await startServer(simulator, 0);
  const control = (path: string, body: object) =>
    fetch(`${server.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  const smsUrl = 'https://hooks.example.com/texts';
  const ask = async (path: string, user: string, password: string) =>
    json(await fetch(`${server.url}${path}`, { headers: { authorization: basic(user, password) } }));

  await control('/sim/accounts', { accountSid, authToken, balance: 1.5 });
  await control('/sim/numbers', { number: line, accountSid, voiceUrl: 'https://hooks.example.com/voice', smsUrl });
  const atTwilio = `/2010-04-01/Accounts/${accountSid}`;
  expect(await ask(`${atTwilio}/Balance.json`, accountSid, authToken)).toMatchObject({
    balance: '1.50',
    currency: 'USD',
  });
  expect(await ask(`${atTwilio}/IncomingPhoneNumbers.json`, accountSid, authToken)).toMatchObject({
    incoming_phone_numbers: [{ sms_url: smsUrl, sms_method: 'POST' }],
  });

  await control('/sim/accounts', { provider: 'plivo', accountSid: authId, authToken: plivoToken, balance: 0.25 });
  const number = { number: '+12245550144', accountSid: authId, voiceUrl: 'https://hooks.example.com/voice' };
  await control('/sim/numbers', { ...number, smsUrl });
  const atPlivo = `/v1/Account/${authId}`;
  expect(await ask(`${atPlivo}/`, authId, plivoToken)).toMatchObject({ cash_credits: '0.25000' });
  const { application } = (await ask(`${atPlivo}/Number/12245550144/`, authId, plivoToken)) as { application: string };
  expect(await ask(application, authId, plivoToken)).toMatchObject({ message_url: smsUrl, message_method: 'POST' });

  // a number that is set up again keeps where its texts go, unless that is set too
  await control('/sim/numbers', { ...number });
  await control('/sim/numbers', { number: line, accountSid, voiceUrl: 'https://hooks.example.com/voice' });
  const { numbers } = (await json(await fetch(`${server.url}/sim/numbers`))) as { numbers: { smsUrl: string }[] };
  expect(numbers.map((one) => one.smsUrl)).toEqual([smsUrl, smsUrl]);
  await server.stop();
});
