import type { ChatMessage, Tone } from '../chat-message.js';
import { cut, cutLine } from '../cut.js';
import { escapeMrkdwn, slackDate } from './mrkdwn.js';

/** An incoming webhook's body: Block Kit, and `text` for notifications and old clients. */
export interface SlackPayload {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}
export interface SlackBlock {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** https://docs.slack.dev/reference/block-kit/blocks: what is longer is refused as invalid_blocks. */
export const slackLimits = { header: 150, section: 3000, fields: 10, field: 2000, button: 75, url: 3000, text: 3000 };

const marks: Readonly<Record<Tone, string>> = { good: '🟢', alarm: '🔴', attention: '🟡', neutral: '⚪' };

// Verbatim: what somebody typed becomes no link to a channel, a person or a site.
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text, verbatim: true });
const section = (text: string): SlackBlock => ({ type: 'section', text: mrkdwn(text) });

export function renderSlack(message: ChatMessage): SlackPayload {
  const title = message.title.trim() || '(no title)';
  const header = {
    type: 'plain_text',
    text: cutLine(`${marks[message.tone]} ${title}`, slackLimits.header),
    emoji: true,
  };
  return {
    text: cutLine(title, slackLimits.text, escapeMrkdwn),
    blocks: [
      { type: 'header', text: header },
      ...factSections(message.facts),
      ...stepSection(message.steps),
      ...quoteSection(message.quote),
      { type: 'context', elements: [mrkdwn(slackDate(message.at))] },
      ...linkButton(message.link),
    ],
  };
}

function factSections(facts: ChatMessage['facts']): SlackBlock[] {
  const fields = facts.map(({ label, value }) => {
    const name = `*${cutLine(label, 100, escapeMrkdwn)}*\n`;
    return mrkdwn(name + cutLine(value || '–', slackLimits.field - name.length, escapeMrkdwn));
  });
  const sections = Math.ceil(fields.length / slackLimits.fields);
  return Array.from({ length: Math.min(sections, 3) }, (_, n) => ({
    type: 'section',
    fields: fields.slice(n * slackLimits.fields, (n + 1) * slackLimits.fields),
  }));
}

function stepSection(steps: ChatMessage['steps']): SlackBlock[] {
  if (!steps || steps.lines.length === 0) return [];
  const heading = `*${cutLine(steps.heading, 100, escapeMrkdwn)}*\n`;
  const lines = steps.lines.map((line) => `• ${line.replace(/\s+/g, ' ')}`).join('\n');
  return [section(heading + cut(lines, slackLimits.section - heading.length, escapeMrkdwn))];
}

function quoteSection(quote: string | null): SlackBlock[] {
  if (!quote?.trim()) return [];
  const fence = '```';
  const text = cut(quote.replaceAll(fence, "'''"), slackLimits.section - 2 * fence.length, escapeMrkdwn);
  return [section(`${fence}${text}${fence}`)];
}

function linkButton(link: ChatMessage['link']): SlackBlock[] {
  if (!link || link.url.length > slackLimits.url) return [];
  const text = { type: 'plain_text', text: cutLine(link.text, slackLimits.button) };
  return [{ type: 'actions', elements: [{ type: 'button', text, url: link.url, action_id: 'open' }] }];
}
