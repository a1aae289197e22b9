import { type RunningServer, startServer } from '../http/start-server.js';
import { routesOf } from '../routes.js';
import { World } from '../testing/a-world.js';

const world = new World();
let server: RunningServer;
const send = (method: string, path: string, body: unknown): Promise<Response> =>
  fetch(`${server.url}${path}`, { method, body: typeof body === 'string' ? body : JSON.stringify(body) });
const card = {
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        type: 'AdaptiveCard',
        version: '1.4',
        body: [
          { type: 'TextBlock', text: 'Missed call' },
          { type: 'FactSet', facts: [{ title: 'Caller', value: '+14156040016' }] },
        ],
      },
    },
  ],
};

beforeAll(async () => (server = await startServer(routesOf(world.carrier), 0)));
afterAll(() => server.stop());

describe('a Slack hook', () => {
  it('says ok, and shows what it was sent', async () => {
    const answer = await send('POST', '/sim/slack/ops', {
      text: 'Missed call',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*33 s*' } }],
    });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'ok',
    ]);
    const inbox = await (await fetch(`${server.url}/sim/messages?kind=slack&name=ops`)).json();
    expect(inbox).toMatchObject({
      messages: [{ kind: 'slack', name: 'ops', status: 200, text: 'Missed call\n*33 s*' }],
    });
  });

  it.each(['{}', 'no json', '{"blocks":[{"type":"section","text":"plain"}]}'])('refuses %s', async (body) => {
    const answer = await send('POST', '/sim/slack/ops', body);
    expect([answer.status, await answer.text()]).toEqual([400, 'invalid_payload']);
  });
});

describe('a Teams workflow', () => {
  it('takes an Adaptive Card in its envelope', async () => {
    expect((await send('POST', '/sim/teams/ops', card)).status).toBe(202);
    const inbox = await (await fetch(`${server.url}/sim/messages?kind=teams`)).json();
    expect(inbox).toMatchObject({ messages: [{ text: 'Missed call\nCaller\n+14156040016' }] });
  });

  it('refuses a card without its envelope', async () => {
    expect((await send('POST', '/sim/teams/ops', card.attachments[0]?.content)).status).toBe(400);
  });
});

describe('any sink', () => {
  it('fails as it is told, then recovers', async () => {
    await send('PUT', '/sim/sinks/webhooks/flaky', {
      failures: [
        { status: 500, times: 2 },
        { status: 429, retryAfter: 1, times: 1 },
      ],
    });
    const answers = [];
    for (let n = 0; n < 4; n += 1) answers.push(await send('POST', '/sim/webhooks/flaky', { type: 'call.completed' }));
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 429, 200]);
    expect(answers[2]?.headers.get('retry-after')).toBe('1');
  });

  it('holds a question back until there is something to tell', async () => {
    const waiting = fetch(`${server.url}/sim/messages?kind=webhooks&name=slow&waitMs=5000`);
    await send('POST', '/sim/webhooks/slow', { message: 'there' });
    expect(await (await waiting).json()).toMatchObject({ messages: [{ body: { message: 'there' } }] });
  });

  it('answers empty when the time is over', async () => {
    expect(await (await fetch(`${server.url}/sim/messages?name=nobody&waitMs=20`)).json()).toEqual({
      messages: [],
      last: 0,
    });
  });
});
