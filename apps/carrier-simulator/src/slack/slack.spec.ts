import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LogLevel, WebClient } from '@slack/web-api';
import { type RunningServer, startServer } from '../http/server.js';
import { Simulator } from '../simulator.js';

const simulator = new Simulator({ port: 0, host: '127.0.0.1', publicUrl: 'http://127.0.0.1:1', timing: {} });
let server: RunningServer;
let slack: WebClient;
let app: Server;
/** What the app was sent. */
const received: { headers: Record<string, unknown>; body: string }[] = [];

const send = async <T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> => {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as T;
};
const button = {
  type: 'button',
  text: { type: 'plain_text', text: 'Acknowledge' },
  action_id: 'acknowledge',
  value: 'inc_1',
} as const;
const buttons = { type: 'actions', block_id: 'actions', elements: [button] } as const;

const nothing = (): void => undefined;
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};

/** Slack's own client; it logs what it is refused, which these tests want to happen. */
const clientOf = (token: string): WebClient =>
  new WebClient(token, {
    slackApiUrl: `${server.url}/api/`,
    retryConfig: { retries: 0 },
    logger: silent,
  });

beforeAll(async () => {
  app = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.end('{}');
    });
  });
  await new Promise<void>((done) => app.listen(0, '127.0.0.1', done));
  server = await startServer(simulator, 0);
  const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  await send('POST', '/sim/slack-apps', {
    name: 'acme',
    botToken: 'xoxb-acme',
    signingSecret: 'shh',
    channels: [{ name: 'ops' }, { name: 'private', member: false }],
    users: [{ name: 'Ada Lovelace', email: 'Ada@example.com' }],
    interactionsUrl: `${url}/slack/interactions`,
    commandsUrl: `${url}/slack/commands`,
  });
  slack = clientOf('xoxb-acme');
});
afterAll(async () => {
  await server.stop();
  app.closeAllConnections();
  await new Promise((done) => app.close(done));
});
beforeEach(() => (received.length = 0));

const inChannel = () =>
  send<{ messages: { text: string; edits: { text: string }[]; replies: { text: string }[] }[] }>(
    'GET',
    '/sim/slack-apps/acme/channels/ops',
  );

describe('the Web API, asked by Slack’s own client', () => {
  it('posts, edits and answers in the thread', async () => {
    const { ts = '', channel = '' } = await slack.chat.postMessage({
      channel: '#ops',
      text: 'ringing',
      blocks: [buttons],
    });
    await slack.chat.update({ channel, ts, text: 'answered' });
    await slack.chat.postMessage({ channel, thread_ts: ts, text: 'by Ada' });
    const { messages } = await inChannel();
    expect(messages.at(-1)).toMatchObject({
      text: 'answered',
      edits: [{ text: 'ringing' }],
      replies: [{ text: 'by Ada' }],
    });
    const { messages: told } = await send<{ messages: { text: string }[] }>(
      'GET',
      '/sim/messages?kind=slack-app&name=acme/ops',
    );
    expect(told.slice(-3).map(({ text }) => text)).toEqual(['ringing\nAcknowledge\ninc_1', 'answered', 'by Ada']);
  });

  it('finds a message again by its metadata', async () => {
    const metadata = { event_type: 'ringdown', event_payload: { id: 'd-1' } };
    await slack.chat.postMessage({ channel: 'ops', text: 'once', metadata });
    const { channels } = await send<{ channels: { id: string }[] }>('GET', '/sim/slack-apps/acme');
    const channel = channels[0]?.id ?? '';
    const history = await slack.conversations.history({ channel, include_all_metadata: true, limit: 1 });
    expect(history.messages).toMatchObject([{ text: 'once', metadata }]);
  });

  it('knows people by id and by e-mail address', async () => {
    const { user } = await slack.users.lookupByEmail({ email: 'ada@EXAMPLE.com' });
    expect(await slack.users.info({ user: user?.id ?? '' })).toMatchObject({
      user: { profile: { email: 'Ada@example.com' } },
    });
  });

  it.each([
    ['channel_not_found', { channel: '#nowhere', text: 'a' }],
    ['no_text', { channel: 'ops' }],
    ['msg_too_long', { channel: 'ops', text: 'a'.repeat(40_001) }],
    ['invalid_blocks', { channel: 'ops', text: 'a', blocks: [{ type: 'section' }] }],
    ['invalid_blocks', { channel: 'ops', text: 'a', blocks: [buttons, buttons] }],
    ['thread_not_found', { channel: 'ops', text: 'a', thread_ts: '1.1' }],
  ])('refuses with %s', async (error, message) => {
    await expect(slack.apiCall('chat.postMessage', message)).rejects.toMatchObject({ data: { error } });
  });

  it('refuses an unknown token, and names the scope that is missing', async () => {
    await expect(clientOf('xoxb-unknown').auth.test()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
    await send('POST', '/sim/slack-apps', {
      name: 'few',
      botToken: 'xoxb-few',
      signingSecret: 's',
      scopes: ['commands'],
    });
    await expect(clientOf('xoxb-few').chat.postMessage({ channel: 'a', text: 'a' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'chat:write' },
    });
  });

  it('fails on order: before the message stands there, or after it', async () => {
    const { messages: before } = await inChannel();
    await send('PUT', '/sim/slack-apps/acme/failures', {
      failures: [
        { status: 429, retryAfter: 7, times: 1, only: 'chat.postMessage' },
        { status: 500, times: 1, afterEffect: true, only: 'chat.postMessage' },
      ],
    });
    const post = () =>
      fetch(`${server.url}/api/chat.postMessage`, {
        method: 'POST',
        headers: { authorization: 'Bearer xoxb-acme' },
        body: new URLSearchParams({ channel: 'ops', text: 'x' }),
      });
    const answers = [await post(), await post(), await post()];
    expect(answers.map(({ status }) => status)).toEqual([429, 500, 200]);
    expect(answers[0]?.headers.get('retry-after')).toBe('7');
    expect((await inChannel()).messages).toHaveLength(before.length + 2);
  });
});

describe('a person in Slack', () => {
  const signedRight = ({ headers, body }: (typeof received)[number]): boolean => {
    const signed = `v0:${String(headers['x-slack-request-timestamp'])}:${body}`;
    return headers['x-slack-signature'] === `v0=${createHmac('sha256', 'shh').update(signed).digest('hex')}`;
  };

  it('presses a button, which the app is told once for every time', async () => {
    const { ts, channel } = await slack.chat.postMessage({ channel: 'ops', text: 'a', blocks: [buttons] });
    const { answers } = await send('POST', '/sim/slack-apps/acme/clicks', {
      user: 'Ada Lovelace',
      channel,
      ts,
      actionId: 'acknowledge',
      times: 2,
    });
    expect(answers).toMatchObject([{ status: 200, body: '{}' }, { status: 200 }]);
    expect(received.map(signedRight)).toEqual([true, true]);
    expect(received[1]).toMatchObject({ headers: { 'x-slack-retry-num': '1' }, body: received[0]?.body });
    const payload = JSON.parse(new URLSearchParams(received[0]?.body).get('payload') ?? '') as unknown;
    expect(payload).toMatchObject({ type: 'block_actions', actions: [{ ...button, block_id: 'actions' }] });
  });

  it('fills in a form that the app shows for a trigger, once', async () => {
    await send('POST', '/sim/slack-apps/acme/commands', { user: 'Ada Lovelace', command: '/ringdown', text: 'help' });
    const form = new URLSearchParams(received[0]?.body);
    expect(form.get('text')).toBe('help');
    const view = {
      type: 'modal' as const,
      title: { type: 'plain_text' as const, text: 'Note' },
      submit: { type: 'plain_text' as const, text: 'Add' },
      private_metadata: 'inc_1',
      blocks: [
        {
          type: 'input' as const,
          block_id: 'note',
          label: { type: 'plain_text' as const, text: 'Note' },
          element: { type: 'plain_text_input' as const, action_id: 'text' },
        },
      ],
    };
    const trigger_id = form.get('trigger_id') ?? '';
    await slack.views.open({ trigger_id, view });
    await expect(slack.views.open({ trigger_id, view })).rejects.toMatchObject({
      data: { error: 'exchanged_trigger_id' },
    });
    await send('POST', '/sim/slack-apps/acme/submissions', {
      user: 'Ada Lovelace',
      values: { text: 'it is the disk' },
    });
    expect(JSON.parse(new URLSearchParams(received[1]?.body).get('payload') ?? '')).toMatchObject({
      type: 'view_submission',
      view: {
        private_metadata: 'inc_1',
        state: { values: { note: { text: { type: 'plain_text_input', value: 'it is the disk' } } } },
      },
    });
  });

  it('is forged on order', async () => {
    await send('POST', '/sim/slack-apps/acme/commands', { user: 'Ada Lovelace', command: '/ringdown', forged: true });
    expect(received.map(signedRight)).toEqual([false]);
  });

  it('is answered later at the response_url', async () => {
    await send('POST', '/sim/slack-apps/acme/commands', { user: 'Ada Lovelace', command: '/ringdown' });
    const { pathname } = new URL(new URLSearchParams(received[0]?.body).get('response_url') ?? '');
    await fetch(`${server.url}${pathname}`, { method: 'POST', body: '{"text":"late"}' });
    const { messages } = await send('GET', '/sim/messages?kind=slack-app&name=acme/response_url');
    expect(messages).toMatchObject([{ text: 'late', body: { method: 'response_url' } }]);
  });
});
