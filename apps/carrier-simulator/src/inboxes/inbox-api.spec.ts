import { type RunningServer, startServer } from '../http/server.js';
import { TwilioWorld } from '../testing/twilio-world.js';

const world = new TwilioWorld();
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

beforeAll(async () => (server = await startServer(world.simulator, 0)));
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

  it('takes rich text', async () => {
    const section = { type: 'rich_text_section', elements: [{ type: 'text', text: 'a', style: { bold: true } }] };
    const list = { type: 'rich_text_list', style: 'bullet', elements: [section] };
    const answer = await send('POST', '/sim/slack/ops', { blocks: [{ type: 'rich_text', elements: [section, list] }] });
    expect(answer.status).toBe(200);
  });

  it.each([
    '{}',
    'no json',
    '{"blocks":[{"type":"section","text":"plain"}]}',
    '{"blocks":[{"type":"rich_text","elements":[]}]}',
    '{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":""}]}]}]}',
  ])('refuses %s', async (body) => {
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

describe('a Teams connector', () => {
  it('answers 200 with the error in its text, for a card that is too large once it is a text', async () => {
    const large = structuredClone(card);
    const [first] = large.attachments[0]?.content.body ?? [];
    if (first && 'text' in first) first.text = '"'.repeat(8_000);
    expect(JSON.stringify(large).length).toBeLessThan(28 * 1024);
    const answer = await send('POST', '/sim/teams/large', large);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('returned HTTP error 413')]);
  });

  it('answers any such error that is ordered', async () => {
    const body = 'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429';
    await send('PUT', '/sim/sinks/teams/busy', { failures: [{ status: 200, body, times: 1 }] });
    const answers = [await send('POST', '/sim/teams/busy', card), await send('POST', '/sim/teams/busy', card)];
    expect(await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]))).toEqual([
      [200, body],
      [202, ''],
    ]);
  });
});

describe('any inbox', () => {
  it('fails as ordered, then recovers', async () => {
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

  it('holds a request back until there is a message', async () => {
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
