import { api, carrier } from './rest.ts';
import { theSystem } from './system.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

interface Message {
  readonly ts: string;
  readonly text: string;
  readonly shownText: string;
  readonly edits: readonly { readonly text: string }[];
  readonly replies: readonly { readonly text: string; readonly shownText: string }[];
}

interface Member {
  readonly name: string;
  readonly email: string;
}

/** How a request goes wrong on the way. */
interface Wire {
  readonly forged?: boolean;
  readonly ageSeconds?: number;
  readonly times?: number;
}

/** A Slack workspace of one test, with our app in it and a channel that tells there. */
export class SlackWorkspace {
  private constructor(
    readonly name: string,
    private readonly botToken: string,
    readonly channelId: string,
  ) {}

  static async open(tag: string, users: readonly Member[]): Promise<SlackWorkspace> {
    const name = `workspace-${tag}`;
    const [botToken, signingSecret] = [`xoxb-${tag}`, `secret-${tag}`];
    const { voice } = theSystem();
    await carrier.post('/sim/slack-apps', {
      name,
      botToken,
      signingSecret,
      channels: [{ name: 'ops' }],
      users,
      interactionsUrl: `${voice}/slack/interactions`,
      commandsUrl: `${voice}/slack/commands`,
    });
    const fields = { name: `#ops ${tag}`, type: 'slack-app', botToken, signingSecret, channel: '#ops' };
    const { id } = await api.post<{ id: string }>('/channels', fields);
    return new SlackWorkspace(name, botToken, id);
  }

  /** What stands in #ops: each message with its thread and with what it said before. */
  async messages(): Promise<readonly Message[]> {
    const { messages } = await carrier.get<{ messages: Message[] }>(`/sim/slack-apps/${this.name}/channels/ops`);
    return messages;
  }

  /** The bot posts a message with this button. */
  async postsButton(actionId: string, value: string): Promise<string> {
    const text = { type: 'plain_text', text: actionId };
    const button = { type: 'button', text, action_id: actionId, value };
    const response = await fetch(`${theSystem().carrier}/api/chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        channel: '#ops',
        text: 'a message',
        blocks: [{ type: 'actions', block_id: 'actions', elements: [button] }],
      }),
    });
    const { ts, error } = (await response.json()) as { ts?: string; error?: string };
    if (!ts) throw new Error(`the message was not taken: ${error}`);
    return ts;
  }

  click(user: string, ts: string, actionId: string, wire: Wire = {}): Promise<readonly Answer[]> {
    return this.act('clicks', { user, channel: '#ops', ts, actionId, ...wire });
  }

  submit(user: string, values: Readonly<Record<string, string>>, wire: Wire = {}): Promise<readonly Answer[]> {
    return this.act('submissions', { user, values, ...wire });
  }

  command(user: string, text: string, wire: Wire = {}): Promise<readonly Answer[]> {
    return this.act('commands', { user, command: '/ringdown', text, channel: '#ops', ...wire });
  }

  /** What was told one person at a response_url, in order. */
  async toldAlone(count: number): Promise<readonly string[]> {
    const name = encodeURIComponent(`${this.name}/response_url`);
    const path = `/sim/messages?kind=slack-app&name=${name}&count=${count}&waitMs=45000`;
    const { messages } = await carrier.get<{ messages: { text: string }[] }>(path);
    return messages.map(({ text }) => text);
  }

  private async act(how: string, body: object): Promise<readonly Answer[]> {
    const { answers } = await carrier.post<{ answers: Answer[] }>(`/sim/slack-apps/${this.name}/${how}`, body);
    return answers;
  }
}
