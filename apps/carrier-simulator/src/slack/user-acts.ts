import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { RequestError } from '../http/request.js';
import type { SlackMessage, Workspace } from './workspace.js';

/** What goes wrong on the way, in place of nothing. */
const wire = {
  /** Signed with another secret. */
  forged: z.boolean().default(false),
  /** Signed so long ago. */
  ageSeconds: z.number().int().default(0),
  /** Sent so often, the later ones as Slack's retries. */
  times: z.number().int().min(1).max(4).default(1),
};
const user = z.string().min(1);

export const clickSchema = z.object({ user, channel: z.string(), ts: z.string(), actionId: z.string(), ...wire });
export const submissionSchema = z.object({
  user,
  /** The view's id; without it the latest that the user was shown. */
  viewId: z.string().optional(),
  /** What was typed or chosen, by the action_id of the input. */
  values: z.record(z.string(), z.string()).default({}),
  ...wire,
});
export const commandSchema = z.object({
  user,
  command: z.string().startsWith('/'),
  text: z.string().default(''),
  channel: z.string().optional(),
  ...wire,
});

type Wire = Pick<z.infer<typeof clickSchema>, 'forged' | 'ageSeconds' | 'times'>;
type Element = { readonly [field: string]: unknown };

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

/** What a person does in Slack, as requests to the app: https://docs.slack.dev/interactivity/handling-user-interaction. */
export class UserActs {
  constructor(
    private readonly workspace: Workspace,
    private readonly publicUrl: string,
  ) {}

  /** Presses a button of a message. */
  click(given: z.infer<typeof clickSchema>): Promise<Answer[]> {
    const { workspace } = this;
    const channel = workspace.channelOf(given.channel);
    const message = channel && workspace.message(channel.id, given.ts);
    const found = message && elementIn(message, given.actionId);
    if (!found) throw new RequestError(404, `there is no button ${given.actionId} in the message ${given.ts}`);
    const { element, blockId } = found;
    return this.interact(given, {
      type: 'block_actions',
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: channel.id,
        is_ephemeral: message.onlyTo !== null,
      },
      channel: { id: channel.id, name: channel.name },
      message: { type: 'message', ts: message.ts, text: message.text, blocks: message.blocks },
      response_url: this.responseUrl('actions', given.user),
      actions: [{ ...element, block_id: blockId, action_ts: workspace.nextTs() }],
    });
  }

  /** Sends the form of a view. */
  submit(given: z.infer<typeof submissionSchema>): Promise<Answer[]> {
    const { views } = this.workspace;
    const id = this.userOf(given.user).id;
    const shown = given.viewId ? views.get(given.viewId) : [...views.values()].findLast((one) => one.user === id);
    if (!shown) throw new RequestError(404, `${given.user} is shown no view`);
    const blocks = shown.view['blocks'] as readonly Element[];
    const inputs = blocks.filter(({ type }) => type === 'input');
    const values = inputs.map((block, n) => {
      const element = block['element'] as Element;
      const actionId = String(element['action_id'] ?? `action${n}`);
      return [block['block_id'] ?? `block${n}`, { [actionId]: stateOf(element, given.values[actionId]) }] as const;
    });
    return this.interact(given, {
      type: 'view_submission',
      view: {
        id: shown.id,
        team_id: this.workspace.teamId,
        ...shown.view,
        state: { values: Object.fromEntries(values) },
      },
      response_urls: [],
    });
  }

  /** Writes a slash command. */
  async command(given: z.infer<typeof commandSchema>): Promise<Answer[]> {
    const { teamId, settings } = this.workspace;
    const { id, name } = this.userOf(given.user);
    const channel = this.workspace.channelOf(given.channel ?? '') ?? {
      id: this.workspace.idOf('C', 0),
      name: 'general',
    };
    const form = new URLSearchParams({
      team_id: teamId,
      team_domain: 'sim',
      channel_id: channel.id,
      channel_name: channel.name,
      user_id: id,
      user_name: name,
      command: given.command,
      text: given.text,
      api_app_id: this.workspace.idOf('A', 0),
      is_enterprise_install: 'false',
      response_url: this.responseUrl('commands', given.user),
      trigger_id: this.workspace.newTrigger(id),
    });
    return this.send(settings.commandsUrl, form.toString(), given);
  }

  private interact(given: Wire & { readonly user: string }, payload: object): Promise<Answer[]> {
    const { id, name } = this.userOf(given.user);
    const { teamId, settings } = this.workspace;
    const whole = {
      team: { id: teamId, domain: 'sim' },
      user: { id, username: name, name, team_id: teamId },
      api_app_id: this.workspace.idOf('A', 0),
      trigger_id: this.workspace.newTrigger(id),
      ...payload,
    };
    const form = new URLSearchParams({ payload: JSON.stringify(whole) }).toString();
    return this.send(settings.interactionsUrl, form, given);
  }

  private async send(url: string | undefined, body: string, { forged, ageSeconds, times }: Wire): Promise<Answer[]> {
    if (url === undefined) throw new RequestError(404, 'the app has no such URL: set it at POST /sim/slack-apps');
    const answers: Answer[] = [];
    for (let n = 0; n < times; n += 1) {
      const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
      const secret = forged ? 'not the secret' : this.workspace.settings.signingSecret;
      const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
      const begun = performance.now();
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': `v0=${signature}`,
          ...(n > 0 ? { 'x-slack-retry-num': String(n), 'x-slack-retry-reason': 'http_timeout' } : {}),
        },
        body,
      });
      const text = await response.text();
      answers.push({ status: response.status, body: text, ms: Math.round(performance.now() - begun) });
    }
    return answers;
  }

  /** By id, name or e-mail address. */
  private userOf(given: string): { id: string; name: string } {
    const user = this.workspace.users.find(({ id, name, email }) => [id, name, email].includes(given));
    if (!user) throw new RequestError(404, `there is no user ${given} in the workspace`);
    return user;
  }

  private responseUrl(kind: string, given: string): string {
    return `${this.publicUrl}/sim/slack-responses/${kind}/${this.workspace.teamId}/${this.userOf(given).id}`;
  }
}

function elementIn({ blocks }: SlackMessage, actionId: string): { element: Element; blockId: string } | undefined {
  for (const [n, block] of (blocks as readonly Element[]).entries()) {
    const elements = [...((block['elements'] ?? []) as readonly Element[]), (block['accessory'] ?? {}) as Element];
    const element = elements.find((one) => one['action_id'] === actionId);
    if (element) return { element, blockId: String(block['block_id'] ?? `block${n}`) };
  }
  return undefined;
}

/** What an input holds when the form is sent. */
function stateOf(element: Element, given: string | undefined): object {
  if (element['type'] !== 'static_select')
    return { type: element['type'], value: given ?? element['initial_value'] ?? null };
  const options = element['options'] as readonly { readonly value: string; readonly text: { readonly text: string } }[];
  const chosen = options.find(({ value, text }) => value === given || text.text === given);
  return { type: 'static_select', selected_option: chosen ?? element['initial_option'] ?? null };
}
