import { line, moment, primary, settled, storyOf, TwilioWorld } from '../testing/twilio-world.js';
import type { FaultInjection } from './fault-injection.js';

const world = new TwilioWorld();
const { customer } = world;
const screened = `<Dial timeout="5" callerId="${line}" action="/dial"><Number url="/screen" statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed">${primary}</Number></Dial>`;

beforeAll(() => world.start());
beforeEach(() => {
  world.reset();
  world.rent({ statusUrl: `${customer.url}/status` });
  customer
    .on('/voice', `<Say>Welcome</Say>${screened}`)
    .on('/dial', '<Say>Over</Say>')
    .on('/leg', '')
    .on('/status', '')
    .on('/screen', '<Gather numDigits="1" action="/key"><Say>Press 1</Say></Gather><Hangup/>')
    .on('/key', ({ params }) => (params['Digits'] === '1' ? '' : '<Hangup/>'));
});
afterAll(() => customer.stop());

const people = { [primary]: { behaviour: 'accept', answerAfterMs: 5, pressAfterMs: 5, talkSeconds: 2 } } as const;
const withFaults = (...faults: Partial<FaultInjection>[]) => ({ people, misbehave: faults as FaultInjection[] });

describe('fault injection', () => {
  it('doubled: sends it again, with the same token, and follows the first answer', async () => {
    let answers = 0;
    customer.on('/voice', () => `<Say>answer ${(answers += 1)}</Say>`);
    const call = await world.call(withFaults({ request: 'voice', how: 'doubled', ms: 10 }));
    const [first, second] = customer.requestsTo('/voice');
    expect(second?.params).toEqual(first?.params);
    expect(second?.headers['i-twilio-idempotency-token']).toBe(first?.headers['i-twilio-idempotency-token']);
    expect(storyOf(call)).toContain('caller hears: "answer 1"');
    expect(storyOf(call)).not.toContain('caller hears: "answer 2"');
  });

  it('doubled callbacks arrive twice', async () => {
    await world.call(withFaults({ request: 'leg', how: 'doubled' }, { request: 'status', how: 'doubled' }));
    expect(customer.requestsTo('/leg')).toHaveLength(8);
    expect(customer.requestsTo('/status')).toHaveLength(2);
  });

  it('late: sends it later, and only the occurrence that is meant', async () => {
    const call = await world.call(withFaults({ request: 'leg', occurrence: 2, how: 'late', ms: 80 }));
    const sent = (n: number): number =>
      Date.parse(call.record.requests.find(({ kind, occurrence }) => kind === 'leg' && occurrence === n)?.at ?? '');
    expect(sent(2) - sent(1)).toBeGreaterThanOrEqual(75);
  });

  it('lost callbacks never arrive', async () => {
    await world.call(withFaults({ request: 'leg', how: 'lost' }, { request: 'status', how: 'lost' }));
    expect(customer.requestsTo('/leg')).toEqual([]);
    expect(customer.requestsTo('/status')).toEqual([]);
  });

  it('a lost document leaves the call in silence until somebody moves it', async () => {
    customer.on('/moved', '<Say>Moved</Say>');
    const call = world.place({
      ...withFaults({ request: 'dial-action', how: 'lost' }),
      timing: { requestTimeoutMs: 60_000 },
    });
    await call.record.changes.waitFor(() => call.record.legs[0]?.endedAt !== undefined, 30_000);
    call.redirect({ kind: 'redirect', method: 'POST', url: `${customer.url}/moved`, params: {} });
    await settled(call);
    expect(customer.requestsTo('/dial')).toEqual([]);
    expect(storyOf(call)).toContain('caller hears: "Moved"');
  });

  it('a lost document that nobody replaces is a fault when its time is over', async () => {
    const call = await world.call({
      ...withFaults({ request: 'dial-action', how: 'lost' }),
      timing: { requestTimeoutMs: 1_500 },
    });
    expect(call.record.faults).toMatchObject([{ code: 11200, fatal: true }]);
  });

  it('reordered: the callbacks of a leg arrive backwards', async () => {
    await world.call(withFaults({ request: 'leg', how: 'reordered' }));
    expect(customer.requestsTo('/leg').map(({ params }) => params['SequenceNumber'])).toEqual(['3', '2', '1', '0']);
  });

  it('forged: signs with a wrong key', async () => {
    const call = await world.call(withFaults({ request: 'dial-action', how: 'forged' }));
    expect(customer.requestsTo('/dial')).toMatchObject([{ signed: false }]);
    expect(call.record.faults).toMatchObject([{ code: 11200, message: expect.stringContaining('403') }]);
  });

  it('forged copy: goes ahead of the true request, with other parameters', async () => {
    const call = await world.call(
      withFaults({ request: 'gather', how: 'forged', copy: true, params: { Digits: '2' } }),
    );
    expect(customer.requestsTo('/key')).toMatchObject([
      { signed: false, params: { Digits: '2' } },
      { signed: true, params: { Digits: '1' } },
    ]);
    expect(call.record.legs[0]?.bridged).toBe(true);
  });

  it('a late stale action may come after the target of the redirect', async () => {
    customer.on('/moved', '<Say>Moved</Say>');
    const call = world.place({
      misbehave: [{ request: 'dial-action', how: 'late', ms: 1_500, copy: false, params: {} }],
    });
    await moment(call, 'ringing:1');
    call.redirect({ kind: 'redirect', method: 'POST', url: `${customer.url}/moved`, params: {} });
    await settled(call);
    expect(customer.requests.map(({ path }) => path).filter((path) => path === '/dial' || path === '/moved')).toEqual([
      '/moved',
      '/dial',
    ]);
  });
});
