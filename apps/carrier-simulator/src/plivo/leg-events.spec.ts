import { PlivoWorld } from '../testing/a-plivo-world.js';
import { line, primary, storyOf } from '../testing/a-world.js';
import type { Misbehaviour } from '../core/misbehaviour.js';

const world = new PlivoWorld();
const { ours } = world;
const people = { [primary]: { behaviour: 'accept', answerAfterMs: 5, pressAfterMs: 5, talkSeconds: 3 } } as const;
const arrived = (): string[] =>
  ours.heard.map(({ path, params }) => (path === '/leg' ? String(params['DialAction']) : path));
const call = (...misbehave: Partial<Misbehaviour>[]) => world.call({ people, misbehave: misbehave as Misbehaviour[] });

beforeAll(() => world.start());
beforeEach(() => {
  world.reset();
  ours
    .on(
      '/answer',
      `<Dial callerId="${line.slice(1)}" action="${ours.url}/dial" callbackUrl="${ours.url}/leg" confirmSound="${ours.url}/screen" confirmKey="1"><Number>${primary.slice(1)}</Number></Dial>`,
    )
    .on('/screen', '<Speak>Press 1</Speak>')
    .on('/dial', '<Speak>Over</Speak>')
    .on('/leg', '');
});
afterAll(() => ours.stop());

describe('the events of a leg', () => {
  it('may never arrive', async () => {
    const { file } = await call({ request: 'leg', how: 'lost' });
    expect(arrived()).toEqual(['/answer', '/screen', '/dial']);
    expect(file.legs[0]?.bridged).toBe(true);
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
    expect(ours.at('/leg')).toHaveLength(6);
    expect(ours.at('/dial')).toHaveLength(2);
  });
});
