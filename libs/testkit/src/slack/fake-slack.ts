import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contentOf, type SlackArguments, slackMethods, SlackRefusal } from './slack-methods.js';
import { type FakeSlackChannel, type FakeSlackMessage, type FakeSlackUser, SlackWorkspace } from './slack-workspace.js';

/** What happens to one request in place of its answer. */
export type SlackTrouble =
  /** 429 with `Retry-After`; nothing is done. */
  | { readonly type: 'rate-limited'; readonly seconds: number }
  /** A status such as 500; nothing is done. */
  | { readonly type: 'status'; readonly status: number }
  /** 200 with `{ ok: false, error }`; nothing is done. */
  | { readonly type: 'error'; readonly error: string }
  /** It is done, and no answer comes. */
  | { readonly type: 'hang' }
  /** It is done, and the connection breaks in place of an answer. */
  | { readonly type: 'reset' };

/** One call as it came. */
export interface SlackCall {
  /** `chat.postMessage` and the like; `webhook`, `response_url`. */
  readonly method: string;
  readonly args: SlackArguments;
  /** By `Date.now()`. */
  readonly at: number;
}

const allScopes = [
  ...['chat:write', 'channels:read', 'groups:read', 'channels:history', 'groups:history', 'im:history', 'im:write'],
  ...['users:read', 'users:read.email', 'commands'],
];

/**
 * A real HTTP server in the place of Slack: its Web API at `/api/` (form-encoded or JSON), incoming webhooks, response URLs. It checks
 * token, scopes and blocks as Slack does, and keeps what was written.
 */
export class FakeSlack {
  readonly botToken = 'xoxb-of-the-fake-workspace';
  /** Each call that was understood, the oldest first, whatever was answered. */
  readonly calls: SlackCall[] = [];
  /** What the bot token may do. */
  scopes: string[] = [...allScopes];
  private readonly troubles = new Map<string, SlackTrouble[]>();

  private constructor(
    private readonly server: Server,
    readonly workspace: SlackWorkspace,
  ) {}

  /** With a channel `#ops`, which the bot is in. `now`: by which messages are dated. */
  static async start(now?: () => number): Promise<FakeSlack> {
    const server = createServer();
    const fake = new FakeSlack(server, new SlackWorkspace(now));
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => fake.answer(request, response, Buffer.concat(chunks).toString('utf8')));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    fake.addChannel({ name: 'ops' });
    return fake;
  }

  /** For SLACK_API_URL. */
  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  webhookUrl(channelName: string): string {
    return `${this.origin}/services/T0ACME/B0RINGDOWN/${channelName}`;
  }

  /** Where an answer to an interaction or a command may be posted; what comes is a call of `response_url`. */
  responseUrl(token: string): string {
    return `${this.origin}/response/${token}`;
  }

  addChannel(channel: Partial<FakeSlackChannel> & { readonly name: string }): FakeSlackChannel {
    return this.workspace.add(channel);
  }

  addUser(user: { readonly name: string; readonly email: string; readonly id?: string }): FakeSlackUser {
    const id = `U${String(this.workspace.users.length + 1).padStart(10, '0')}`;
    const added: FakeSlackUser = { id, isDeleted: false, ...user };
    this.workspace.users.push(added);
    return added;
  }

  /** What stands in a channel (name or id), or in the direct messages with a user (id), the oldest first. */
  messages(channel: string): readonly FakeSlackMessage[] {
    const found = this.workspace.placeOf(channel);
    return found ? this.workspace.top(found.id) : [];
  }

  replies({ channel, ts }: FakeSlackMessage): readonly FakeSlackMessage[] {
    return this.workspace.repliesTo(channel, ts);
  }

  /** Somebody deletes a message in Slack. */
  remove(message: FakeSlackMessage): void {
    this.workspace.remove(message);
  }

  callsOf(method: string): readonly SlackCall[] {
    return this.calls.filter((call) => call.method === method);
  }

  /** Troubles of the next calls of a method (or `webhook`), one each; after them all is well. */
  next(method: string, ...troubles: readonly SlackTrouble[]): void {
    this.troubles.set(method, [...(this.troubles.get(method) ?? []), ...troubles]);
  }

  /** Nothing was written or called yet; channels and people stay. */
  reset(): void {
    this.workspace.clear();
    this.calls.length = 0;
    this.troubles.clear();
    this.scopes = [...allScopes];
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.origin);
    const { method, work } = this.route(request, pathname);
    const given = argumentsIn(request.headers['content-type'] ?? '', body);
    if (given === null) return void response.writeHead(400).end('invalid_payload');
    const args = { ...Object.fromEntries(searchParams), ...given };
    this.calls.push({ method, args, at: Date.now() });
    const trouble = this.troubles.get(method)?.shift();
    switch (trouble?.type) {
      case 'rate-limited':
        return void response.writeHead(429, { 'retry-after': String(trouble.seconds) }).end('rate_limited');
      case 'status':
        return void response.writeHead(trouble.status).end('trouble');
      case 'error':
        return json(response, { ok: false, error: trouble.error });
      default:
        work(trouble ? null : response, args);
        if (trouble?.type === 'reset') request.socket.destroy();
    }
  }

  private route(
    request: IncomingMessage,
    pathname: string,
  ): { method: string; work: (response: ServerResponse | null, args: SlackArguments) => void } {
    const [, first = '', second = '', , channel = ''] = pathname.split('/');
    if (first === 'api') {
      const isOurs = request.headers.authorization === `Bearer ${this.botToken}`;
      return { method: second, work: (response, args) => this.call(response, second, args, isOurs) };
    }
    if (first === 'services')
      return { method: 'webhook', work: (response, args) => this.takeFromWebhook(response, channel, args) };
    return { method: 'response_url', work: (response) => void response?.end('ok') };
  }

  /** `response` null: it is done, and nobody is told. */
  private call(response: ServerResponse | null, method: string, args: SlackArguments, isOurs: boolean): void {
    const headers = { 'x-oauth-scopes': this.scopes.join(','), 'x-slack-req-id': 'fake' };
    const answer = (body: object) => response && json(response, body, headers);
    const has = (scope: string) => this.scopes.includes(scope);
    const needs = (scope: string): void => {
      if (!has(scope)) throw new SlackRefusal('missing_scope', { needed: scope, provided: this.scopes.join(',') });
    };
    if (!isOurs) return void answer({ ok: false, error: 'invalid_auth' });
    const work = slackMethods[method];
    if (!work) return void answer({ ok: false, error: 'unknown_method', req_method: method });
    try {
      answer({ ok: true, ...work(args, { workspace: this.workspace, needs, has }) });
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      answer({ ok: false, error: error.word, ...error.more });
    }
  }

  private takeFromWebhook(response: ServerResponse | null, channelName: string, args: SlackArguments): void {
    const channel = this.workspace.channel(channelName);
    if (!channel) return void response?.writeHead(404).end('no_service');
    if (channel.isArchived) return void response?.writeHead(410).end('channel_is_archived');
    try {
      this.workspace.post({ channel: channel.id, threadTs: null, ...contentOf(args) });
      response?.end('ok');
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      response?.writeHead(400).end(error.word);
    }
  }
}

/** What stands as JSON in a form. */
const structured = new Set(['blocks', 'metadata', 'view', 'attachments']);

/** Null where what should be JSON is none. */
function argumentsIn(contentType: string, body: string): SlackArguments | null {
  try {
    if (contentType.startsWith('application/json')) return JSON.parse(body) as SlackArguments;
    return Object.fromEntries(
      [...new URLSearchParams(body)].map(([name, value]) => [
        name,
        structured.has(name) ? (JSON.parse(value) as unknown) : value,
      ]),
    );
  } catch {
    return null;
  }
}

function json(response: ServerResponse, body: object, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body));
}
