import { type ChatMessage, cut, cutLine, plainMessage, type Tone } from '../chat-message.js';

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
interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly body: readonly CardElement[];
  readonly [field: string]: unknown;
}
/** Teams takes 28,672 bytes as `teamsSize` counts them; some are left to what it writes around the card. */
export const teamsBytes = 27 * 1024;

/** How much of a message is shown, in characters and in numbers; the next one is tried when the card is too large. */
interface Size {
  readonly title: number;
  readonly fields: number;
  readonly label: number;
  readonly lines: number;
  readonly text: number;
}
/** Fits whatever the message holds: 10 bytes a character at the worst, where each seven are a card's function that is cut in two. */
const smallest: Size = { title: 200, fields: 8, label: 30, lines: 6, text: 60 };
const sizes: readonly Size[] = [
  { title: 400, fields: 30, label: 60, lines: 60, text: 1000 },
  { title: 400, fields: 20, label: 60, lines: 30, text: 250 },
  { title: 400, fields: 15, label: 60, lines: 12, text: 100 },
  smallest,
];
/** As `teamsSize` counts them: of the link, and of all actions together. */
const urlBytes = 3000;
/** Teams shows no more of them. */
const mostActions = 6;
const actionTitle = 30;

const styles: Readonly<Record<Tone, string>> = {
  good: 'good',
  alarm: 'attention',
  attention: 'warning',
  neutral: 'emphasis',
};

/** `id` is that of the delivery, and of the card's last element: whoever reads cards by program knows a double by it. */
export function renderTeams(message: ChatMessage, id: string): TeamsPayload {
  const plain = plainMessage(message);
  const last = { ...when(plain.at), id };
  return sizes.map((size) => payload(plain, last, size)).find(fits) ?? payload(plain, last, smallest);
}

const fits = (candidate: TeamsPayload): boolean => teamsSize(candidate) <= teamsBytes;

const payload = (message: ChatMessage, last: CardElement, size: Size): TeamsPayload => ({
  type: 'message',
  attachments: [
    { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card(message, last, size) },
  ],
});

const card = (message: ChatMessage, last: CardElement, size: Size): AdaptiveCard => ({
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  type: 'AdaptiveCard',
  version: '1.5',
  msteams: { width: 'Full' },
  body: [
    title(message, size),
    ...fieldBlocks(message.fields, size),
    ...stepBlocks(message.steps, size),
    ...quoteBlock(message.quote, size),
    ...callBackBlock(message.callBack),
    last,
  ],
  ...actions(message),
});

const title = ({ title, tone }: ChatMessage, size: Size): CardElement => ({
  type: 'Container',
  style: styles[tone],
  bleed: true,
  items: [richText(textRuns(cutLine(title, size.title), { size: 'Medium', weight: 'Bolder' }))],
});

const fieldBlocks = (fields: ChatMessage['fields'], size: Size): CardElement[] =>
  fields
    .slice(0, size.fields)
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
  return [richText(textRuns(indented(cut(quote, size.text * 2)), { fontType: 'Monospace' }), { separator: true })];
}

/** Blanks at the beginning of a line are shown as none (https://github.com/microsoft/AdaptiveCards/issues/1984), but for those that break no line. */
const indented = (text: string): string =>
  text.replace(/^[ \t]+/gm, (indent) => indent.replace(/\t/g, '  ').replace(/ /g, '\u00a0'));

/** As text: a button with `tel:` does nothing in Teams on a desktop (https://github.com/microsoft/AdaptiveCards/issues/3905); phones make a link of a number. */
const callBackBlock = (callBack: ChatMessage['callBack']): CardElement[] =>
  callBack ? [richText(textRuns(`${cutLine(callBack.text, actionTitle) || '–'}: ${callBack.number}`))] : [];

const when = (at: Date): CardElement => ({
  type: 'TextBlock',
  text: cardDate(at),
  isSubtle: true,
  size: 'Small',
  wrap: true,
});

/** The link first: what Teams does not show must not be it. An action without a page of its own only an app can do. */
function actions({ link, actions: offered }: ChatMessage): object {
  const links = link && teamsSize(link.url) <= urlBytes ? [openUrl(cutLine(link.text, 75), link.url)] : [];
  let left = urlBytes;
  const acts = offered.flatMap(({ text, url, style }) => {
    if (url === null || teamsSize(url) > left) return [];
    left -= teamsSize(url);
    return [{ ...openUrl(cutLine(text, actionTitle), url), ...(style ? { style: actionStyles[style] } : {}) }];
  });
  const shown = [...links, ...acts].slice(0, mostActions);
  return shown.length === 0 ? {} : { actions: shown };
}

const openUrl = (title: string, url: string): CardElement => ({ type: 'Action.OpenUrl', title: title || '→', url });

const actionStyles = { primary: 'positive', danger: 'destructive' } as const;

export interface CardElement {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Size, weight, colour: how a TextRun looks. */
type Look = Readonly<Record<string, unknown>>;

/**
 * Text in a card, shown as it is written. A TextBlock and the facts of a FactSet are Markdown, and no escape of it holds
 * everywhere: phones show the backslash, or the entity, that desktops take away. A RichTextBlock is no Markdown on any of them
 * (https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features).
 */
const richText = (inlines: readonly CardElement[], place: Look = {}): CardElement => ({
  type: 'RichTextBlock',
  ...place,
  inlines,
});

/** A card's functions work in a TextRun too, but not from one to the next: `{{DATE(…)}}` that somebody typed is cut in two. */
const textRuns = (text: string, look: Look = {}): readonly CardElement[] =>
  text.split(/(?<=\{)(?=\{(?:DATE|TIME)\()/).map((part) => ({ type: 'TextRun', text: part, ...look }));

/** In the time zone of whoever reads it. The card's functions take no milliseconds. */
function cardDate(at: Date): string {
  const instant = `${at.toISOString().slice(0, 19)}Z`;
  return `{{DATE(${instant},SHORT)}} {{TIME(${instant})}}`;
}

/**
 * How large a message is, in bytes, when Teams counts it: the card becomes a text inside of another JSON document, so each quote
 * and each backslash of ours counts twice (24,453 bytes sent were 28,897 there,
 * https://github.com/MicrosoftDocs/msteams-docs/issues/11274). Whether other characters are escaped on the way is not said;
 * the worse is taken, `\\uXXXX` for each UTF-16 unit outside of ASCII.
 */
export function teamsSize(value: unknown): number {
  const json = JSON.stringify(value);
  let bytes = 2;
  for (let n = 0; n < json.length; n += 1) bytes += bytesOf(json.charCodeAt(n));
  return bytes;
}

const quoteMark = 0x22;
const backslash = 0x5c;

function bytesOf(unit: number): number {
  if (unit > 0x7f) return 7;
  return unit === quoteMark || unit === backslash ? 2 : 1;
}
