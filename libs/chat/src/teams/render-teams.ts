import type { ChatMessage, Tone } from '../chat-message.js';
import { cut, cutLine } from '../cut.js';
import { plainMessage } from '../plain-message.js';
import { cardDate, type CardElement, richText, textRuns } from './card-text.js';
import { teamsSize } from './teams-size.js';

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
/** Teams takes 28,672 bytes as `teamsSize` counts them; some are left to what it writes around the card. */
export const teamsBytes = 27 * 1024;

/** How much of a message is shown, in characters and in numbers; the next one is tried when the card is too large. */
interface Size {
  readonly title: number;
  readonly facts: number;
  readonly label: number;
  readonly lines: number;
  readonly text: number;
}
/** Fits whatever it is told: 10 bytes a character at the worst, where each seven are a card's function that is cut in two. */
const smallest: Size = { title: 200, facts: 8, label: 30, lines: 6, text: 60 };
const sizes: readonly Size[] = [
  { title: 400, facts: 30, label: 60, lines: 60, text: 1000 },
  { title: 400, facts: 20, label: 60, lines: 30, text: 250 },
  { title: 400, facts: 15, label: 60, lines: 12, text: 100 },
  smallest,
];
const urlBytes = 3000;

const styles: Readonly<Record<Tone, string>> = {
  good: 'good',
  alarm: 'attention',
  attention: 'warning',
  neutral: 'emphasis',
};

export function renderTeams(message: ChatMessage): TeamsPayload {
  const plain = plainMessage(message);
  return sizes.map((size) => payload(plain, size)).find(fits) ?? payload(plain, smallest);
}

const fits = (candidate: TeamsPayload): boolean => teamsSize(candidate) <= teamsBytes;

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
    title(message, size),
    ...factBlocks(message.facts, size),
    ...stepBlocks(message.steps, size),
    ...quoteBlock(message.quote, size),
    { type: 'TextBlock', text: cardDate(message.at), isSubtle: true, size: 'Small', wrap: true },
  ],
  ...actions(message.link),
});

const title = ({ title, tone }: ChatMessage, size: Size): CardElement => ({
  type: 'Container',
  style: styles[tone],
  bleed: true,
  items: [richText(textRuns(cutLine(title, size.title), { size: 'Medium', weight: 'Bolder' }))],
});

const factBlocks = (facts: ChatMessage['facts'], size: Size): CardElement[] =>
  facts
    .slice(0, size.facts)
    .map(({ label, value }, n) =>
      richText(
        [
          ...textRuns(cutLine(label, size.label) || '–', { weight: 'Bolder' }),
          ...textRuns(`: ${cutLine(value, size.text) || '–'}`),
        ],
        n === 0 ? {} : { spacing: 'None' },
      ),
    );

function stepBlocks(steps: ChatMessage['steps'], size: Size): CardElement[] {
  const lines = steps?.lines.map((line) => cutLine(line, size.text)).filter((line) => line !== '') ?? [];
  if (!steps || lines.length === 0) return [];
  const missing = lines.length - size.lines;
  return [
    richText(textRuns(cutLine(steps.heading, 60) || '–', { weight: 'Bolder' }), { separator: true }),
    ...[...lines.slice(0, size.lines), ...(missing > 0 ? [`… and ${missing} more`] : [])].map((line) =>
      richText(textRuns(line), { spacing: 'None' }),
    ),
  ];
}

function quoteBlock(quote: string | null, size: Size): CardElement[] {
  if (!quote?.trim()) return [];
  return [richText(textRuns(cut(quote, size.text * 2), { fontType: 'Monospace' }), { separator: true })];
}

function actions(link: ChatMessage['link']): object {
  if (!link || teamsSize(link.url) > urlBytes) return {};
  return { actions: [{ type: 'Action.OpenUrl', title: cutLine(link.text, 75) || '→', url: link.url }] };
}
