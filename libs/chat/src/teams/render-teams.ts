import type { ChatMessage, Tone } from '../chat-message.js';
import { cut, cutLine } from '../cut.js';
import { cardDate, escapeMarkdown } from './card-markdown.js';

export interface TeamsPayload {
  readonly type: 'message';
  readonly attachments: readonly [
    {
      readonly contentType: 'application/vnd.microsoft.card.adaptive';
      readonly contentUrl: null;
      readonly content: AdaptiveCard;
    },
  ];
}
export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly body: readonly CardElement[];
  readonly [field: string]: unknown;
}
export interface CardElement {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Teams refuses a message above about 28 KB. */
export const teamsBytes = 27_000;

/** How much of a message is shown; the next one is tried when the card is too large. */
interface Size {
  readonly lines: number;
  readonly facts: number;
  readonly text: number;
}
const smallest: Size = { lines: 10, facts: 15, text: 80 };
const sizes: readonly Size[] = [{ lines: 60, facts: 30, text: 1000 }, { lines: 30, facts: 20, text: 250 }, smallest];

const styles: Readonly<Record<Tone, string>> = {
  good: 'good',
  alarm: 'attention',
  attention: 'warning',
  neutral: 'emphasis',
};

export const renderTeams = (message: ChatMessage): TeamsPayload =>
  sizes.map((size) => payload(message, size)).find(fits) ?? payload(message, smallest);

const fits = (candidate: TeamsPayload): boolean => Buffer.byteLength(JSON.stringify(candidate)) <= teamsBytes;

const payload = (message: ChatMessage, size: Size): TeamsPayload => ({
  type: 'message',
  attachments: [
    { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card(message, size) },
  ],
});

const card = (message: ChatMessage, size: Size): AdaptiveCard => ({
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  type: 'AdaptiveCard',
  version: '1.4',
  msteams: { width: 'Full' },
  body: [
    title(message),
    ...factSet(message.facts, size),
    ...stepBlocks(message.steps, size),
    ...quoteBlock(message.quote, size),
    { type: 'TextBlock', text: cardDate(message.at), isSubtle: true, size: 'Small', wrap: true },
  ],
  ...(message.link
    ? { actions: [{ type: 'Action.OpenUrl', title: cutLine(message.link.text, 75), url: message.link.url }] }
    : {}),
});

const title = ({ title, tone }: ChatMessage): CardElement => ({
  type: 'Container',
  style: styles[tone],
  bleed: true,
  items: [
    {
      type: 'TextBlock',
      text: cutLine(title.trim() || '(no title)', 400, escapeMarkdown),
      size: 'Medium',
      weight: 'Bolder',
      wrap: true,
    },
  ],
});

function factSet(facts: ChatMessage['facts'], size: Size): CardElement[] {
  if (facts.length === 0) return [];
  const shown = facts.slice(0, size.facts).map(({ label, value }) => ({
    title: cutLine(label, 60, escapeMarkdown),
    value: cutLine(value || '–', size.text, escapeMarkdown),
  }));
  return [{ type: 'FactSet', facts: shown }];
}

function stepBlocks(steps: ChatMessage['steps'], size: Size): CardElement[] {
  if (!steps || steps.lines.length === 0) return [];
  const shown = steps.lines.slice(0, size.lines).map((line) => cutLine(line, size.text, escapeMarkdown));
  const missing = steps.lines.length - shown.length;
  return [
    {
      type: 'TextBlock',
      text: cutLine(steps.heading, 60, escapeMarkdown),
      weight: 'Bolder',
      wrap: true,
      separator: true,
    },
    ...[...shown, ...(missing > 0 ? [`… and ${missing} more`] : [])].map((text) => ({
      type: 'TextBlock',
      text,
      wrap: true,
      spacing: 'None',
    })),
  ];
}

function quoteBlock(quote: string | null, size: Size): CardElement[] {
  if (!quote?.trim()) return [];
  const text = cut(quote, size.text * 2, escapeMarkdown);
  return [{ type: 'TextBlock', text, fontType: 'Monospace', wrap: true, separator: true }];
}
