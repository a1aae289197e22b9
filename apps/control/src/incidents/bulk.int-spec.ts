import { type FakeOwner, fakeOwner } from '../testing/fake-owner.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

jest.setTimeout(40_000);

let control: ControlUnderTest;
let owner: FakeOwner;
let answer: () => unknown;
beforeAll(async () => {
  control = await startControl();
  owner = await fakeOwner(control.broker, { 'incidents.bulk': () => answer() });
});
afterAll(async () => {
  owner.leave();
  await control.stop();
});

const done = { changed: 1, skipped: [{ id: 'inc_2', reason: 'It is resolved.' }] };
beforeEach(() => {
  answer = () => done;
});
const body = { ids: ['inc_1', 'inc_2'], action: 'acknowledge' };
const keyed = (key: string, accept: string) =>
  control.client.with({ 'idempotency-key': key, accept }).post('/incidents/bulk', body);
const [stream, json] = ['text/event-stream', 'application/json'];
const eventsIn = (text: string): [string, unknown][] =>
  [...text.matchAll(/^event: (.*)\ndata: (.*)\n\n/gm)].map(([, event = '', data = '']) => [event, JSON.parse(data)]);
const askedTimes = async (work: () => Promise<unknown>): Promise<number> => {
  const before = owner.asked.length;
  await work();
  return owner.asked.length - before;
};

it('tells how far it is, and its result, to who accepts a stream of events', async () => {
  const { status, headers, text } = await control.client.with({ accept: stream }).post('/incidents/bulk', body);
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, stream, 'no-store']);
  expect(eventsIn(text)).toEqual([
    ['progress', { done: 0, total: 2 }],
    ['progress', { done: 2, total: 2 }],
    ['result', done],
  ]);
});

it('refuses as everywhere what it has not begun', async () => {
  const { status, headers } = await control.client.with({ accept: stream }).post('/incidents/bulk', { ids: [] });
  expect([status, headers['content-type']]).toEqual([400, expect.stringContaining('application/problem+json')]);
});

it.each([
  ['first-stream', stream],
  ['first-json', json],
])('answers the result again under the same key, as the client accepts it: %s', async (key, first) => {
  const times = await askedTimes(async () => {
    expect((await keyed(key, first)).headers).not.toHaveProperty('idempotent-replayed');
    const inEvents = await keyed(key, stream);
    expect(inEvents.headers).toMatchObject({ 'idempotent-replayed': 'true', 'content-type': stream });
    expect(eventsIn(inEvents.text)).toEqual([['result', done]]);
    const inJson = await keyed(key, json);
    expect(inJson.headers).toMatchObject({ 'idempotent-replayed': 'true' });
    expect(inJson.body).toEqual(done);
  });
  expect(times).toBe(1);
});

it('keeps no failure that came after the first progress: the same key may try again', async () => {
  answer = () => ({ nothing: 'that it should be' });
  const failed = await keyed('failing', stream);
  expect(eventsIn(failed.text)).toEqual([
    ['progress', { done: 0, total: 2 }],
    ['problem', expect.objectContaining({ status: 500 })],
  ]);
  answer = () => done;
  expect(eventsIn((await keyed('failing', stream)).text).at(-1)).toEqual(['result', done]);
});
