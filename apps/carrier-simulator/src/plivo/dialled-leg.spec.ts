import { PlivoWorld } from '../testing/plivo-world.js';
import { line, primary, storyOf } from '../testing/twilio-world.js';
import type { FaultInjection } from '../webhooks/fault-injection.js';

const world = new PlivoWorld();
const { customer } = world;
const people = { [primary]: { behaviour: 'accept', answerAfterMs: 5, pressAfterMs: 5, talkSeconds: 3 } } as const;
const arrived = (): string[] =>
  customer.requests.map(({ path, params }) => (path === '/leg' ? String(params['DialAction']) : path));
const call = (...misbehave: Partial<FaultInjection>[]) =>
  world.call({ people, misbehave: misbehave as FaultInjection[] });

beforeAll(() => world.start());
beforeEach(() => {
  world.reset();
  customer
    .on(
      '/answer',
      `<Dial callerId="${line.slice(1)}" action="${customer.url}/dial" callbackUrl="${customer.url}/leg" confirmSound="${customer.url}/screen" confirmKey="1"><Number>${primary.slice(1)}</Number></Dial>`,
    )
    .on('/screen', '<Speak>Press 1</Speak>')
    .on('/dial', '<Speak>Over</Speak>')
    .on('/leg', '');
});
afterAll(() => customer.stop());

describe('the events of a leg', () => {
  it('may never arrive', async () => {
    const { record } = await call({ request: 'leg', how: 'lost' });
    expect(arrived()).toEqual(['/answer', '/screen', '/dial']);
    expect(record.legs[0]?.bridged).toBe(true);
  });

  it('may arrive only after the action, when the dial is long over', async () => {
    const done = await call({ request: 'leg', how: 'late', ms: 2_000 });
    expect(arrived()).toEqual(['/answer', '/screen', '/dial', 'answer', 'connected', 'hangup']);
    expect(storyOf(done)).toContain('caller hears: "Over"');
  });

  it('may arrive backwards', async () => {
    await call({ request: 'leg', how: 'reordered' });
    expect(arrived().filter((what) => !what.startsWith('/'))).toEqual(['hangup', 'connected', 'answer']);
  });

  it('may arrive twice, and the action too', async () => {
    await call({ request: 'leg', how: 'doubled' }, { request: 'dial-action', how: 'doubled' });
    expect(customer.requestsTo('/leg')).toHaveLength(6);
    expect(customer.requestsTo('/dial')).toHaveLength(2);
  });
});
