import type {
  ContextBlock,
  KnownBlock,
  RichTextBlock,
  RichTextBlockElement,
  RichTextSection,
  RichTextText,
} from '@slack/types';
import { toPlainText } from '@ringdown/kernel';
import { type ChatMessage, cut, cutLine, plainMessage, type Tone } from '../chat-message.js';
import { buttonBlock, plainText } from './slack-buttons.js';

/** What is posted: Block Kit, and `text` for notifications and old clients. */
export interface SlackPayload {
  readonly text: string;
  /** `text` is no mrkdwn. */
  readonly mrkdwn: false;
  /** Nothing of what somebody typed is fetched and shown below the message. */
  readonly unfurl_links: false;
  readonly unfurl_media: false;
  readonly blocks: readonly KnownBlock[];
}

/**
 * https://docs.slack.dev/reference/block-kit/blocks: what is longer is refused as invalid_blocks. For rich text none is named but
 * that all blocks together hold about 12,000 characters (https://github.com/slackapi/bolt-js/issues/2509).
 */
export const slackLimits = { header: 150, richText: 2700, callBack: 75, text: 3000 };

const most = { fields: 30, lines: 60, label: 100, value: 1000, line: 500 };

const marks: Readonly<Record<Tone, string>> = { good: '🟢', alarm: '🔴', attention: '🟡', neutral: '⚪' };

interface SlackRendering {
  /** Of the delivery: the `block_id` beside the time, by which a receiver tells a message that came twice. Null: none. */
  readonly id?: string | null;
  /** Whether there is an app that is told of a pressed button. Behind an incoming webhook there is none. */
  readonly hasApp?: boolean;
}

export function renderSlack(given: ChatMessage, { id = null, hasApp = false }: SlackRendering = {}): SlackPayload {
  const message = plainMessage(given);
  return {
    ...unformatted(message.title),
    blocks: [
      { type: 'header', text: plainText(cutLine(`${marks[message.tone]} ${message.title}`, slackLimits.header)) },
      ...fieldBlock(message.fields),
      ...stepBlock(message.steps),
      ...quoteBlock(message.quote),
      contextBlock(message, id),
      ...buttonBlock(hasApp ? message.actions : [], message.link),
    ],
  };
}

/** Few words below a message. */
export const renderSlackLine = (given: string): SlackPayload => {
  const line = cutLine(toPlainText(given), slackLimits.richText) || '–';
  return { ...unformatted(line), blocks: [block(section(richText(line)))] };
};

/** The notification, and that nothing in it is fetched or read as markup. */
const unformatted = (text: string): Omit<SlackPayload, 'blocks'> => ({
  text: cutLine(notificationText(text), slackLimits.text, escapeControls),
  mrkdwn: false,
  unfurl_links: false,
  unfurl_media: false,
});

const block = (...elements: RichTextBlockElement[]): RichTextBlock => ({ type: 'rich_text', elements });
const section = (...elements: RichTextText[]): RichTextSection => ({ type: 'rich_text_section', elements });

function fieldBlock(fields: ChatMessage['fields']): RichTextBlock[] {
  const shown = fields.slice(0, most.fields).map(({ label, value }) => ({
    label: cutLine(label, most.label) || '–',
    value: cutLine(value, most.value) || '–',
  }));
  const fitting = startOf(shown, ({ label, value }) => label.length + value.length + 3);
  if (fitting.length === 0) return [];
  const parts = fitting.flatMap(({ label, value }, n) => [
    richText(label, { bold: true }),
    richText(`: ${value}${n < fitting.length - 1 ? '\n' : ''}`),
  ]);
  return [block(section(...parts))];
}

function stepBlock(steps: ChatMessage['steps']): RichTextBlock[] {
  const lines = steps?.lines.map((line) => cutLine(line, most.line)).filter((line) => line !== '') ?? [];
  if (!steps || lines.length === 0) return [];
  const fitting = startOf(lines.slice(0, most.lines), (line) => line.length);
  const missing = lines.length - fitting.length;
  const shown = [...fitting, ...(missing > 0 ? [`… and ${missing} more`] : [])];
  const heading = cutLine(steps.heading, most.label) || '–';
  return [
    block(section(richText(heading, { bold: true })), {
      type: 'rich_text_list',
      style: 'bullet',
      elements: shown.map((line) => section(richText(line))),
    }),
  ];
}

function quoteBlock(quote: string | null): RichTextBlock[] {
  if (!quote?.trim()) return [];
  return [block({ type: 'rich_text_preformatted', elements: [richText(cut(quote, slackLimits.richText))] })];
}

/** As many of the first as fit into one block. */
function startOf<Item>(items: readonly Item[], lengthOf: (item: Item) => number): readonly Item[] {
  let left = slackLimits.richText - most.label;
  const end = items.findIndex((item) => (left -= lengthOf(item)) < 0);
  return end < 0 ? items : items.slice(0, end);
}

/** When it was, and the number that can be dialled: a button takes web addresses only, a link in mrkdwn any. */
function contextBlock({ at, callBack }: ChatMessage, id: string | null): ContextBlock {
  const texts = [slackDate(at), ...(callBack === null ? [] : [dialLink(callBack)])];
  return {
    type: 'context',
    ...(id === null ? {} : { block_id: id }),
    elements: texts.map((text) => ({ type: 'mrkdwn', text, verbatim: true })),
  };
}

/** https://docs.slack.dev/messaging/formatting-message-text#linking_to_urls */
function dialLink({ text, number }: { readonly text: string; readonly number: string }): string {
  const shown = notificationText(cutLine(text, slackLimits.callBack) || number);
  return `<tel:${number}|${cutLine(shown, slackLimits.text, escapeControls)}>`;
}

/**
 * Text that Slack shows as it is written: no emphasis, no emoji of `:fire:`, no link, no mention; in a rich text each of these is an
 * element of its own (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block). It may not be empty.
 */
const richText = (text: string, style?: { bold: true }): RichTextText => ({
  type: 'text',
  text,
  ...(style ? { style } : {}),
});

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * For the `text` of a notification, which is mrkdwn where nothing else is said: Slack's three control characters are escaped, so
 * nothing is linked and nobody called (`<!here>`). For `:fire:` there is no escape; a zero-width space behind the first colon
 * keeps it from becoming an emoji.
 */
const notificationText = (text: string): string => text.replace(/:(?=[\p{L}\p{N}_+'-]+:)/gu, ':\u200b');
const escapeControls = (character: string): string => entities[character] ?? character;

/** `Saturday at 6:24 AM` in the time zone of whoever reads it; other clients show the fallback. */
function slackDate(at: Date): string {
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} at {time_secs}|${fallback}>`;
}
