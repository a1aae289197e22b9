import { cut, cutLine } from '@ringdown/chat';
import { toPlainText } from '@ringdown/kernel';
import { escapedForSlack } from './slack-text.js';

/** A part of a line: text as it is written, in bold, a link of ours, or an instant (RFC 3339) as each reader's clock shows it. */
export type Piece =
  string | { readonly bold: string } | { readonly link: string; readonly url: string } | { readonly at: string };

/** What one person is told, who alone sees it. It is plain data: what was answered once is kept. */
export interface Answer {
  readonly lines: readonly (readonly Piece[])[];
  /** Words of somebody else, or JSON, shown as they are. */
  readonly quote?: string;
}

export const sentence = (...pieces: readonly Piece[]): Answer => ({ lines: [pieces] });

interface Element {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A message that only one person sees: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses. */
export interface EphemeralMessage {
  readonly response_type: 'ephemeral';
  readonly replace_original: false;
  readonly text: string;
  readonly mrkdwn: false;
  readonly parse: 'none';
  readonly unfurl_links: false;
  readonly unfurl_media: false;
  readonly blocks: readonly Element[];
}

/** Characters: what all blocks of a message together hold is about 12,000 (https://github.com/slackapi/bolt-js/issues/2509). */
const most = { text: 3000, lines: 3000, line: 500, quote: 3000 };

/** Everything stands in rich text, where a mention, a link and an emoji are elements of their own: what somebody typed is none. */
export function ephemeralMessage({ lines, quote }: Answer): EphemeralMessage {
  const text = lines.map((line) => line.map(inWords).join('')).join('\n');
  return {
    response_type: 'ephemeral',
    replace_original: false,
    text: cut(toPlainText(text).trim() || '–', most.text, escapedForSlack),
    mrkdwn: false,
    parse: 'none',
    unfurl_links: false,
    unfurl_media: false,
    blocks: [...lineBlock(lines), ...quoteBlock(quote)],
  };
}

function lineBlock(lines: Answer['lines']): Element[] {
  const sections: Element[] = [];
  let left = most.lines;
  for (const line of lines) {
    const elements = line.flatMap(element);
    left -= line.reduce((sum, piece) => sum + Math.min(most.line, inWords(piece).length), 0);
    if (left < 0) break;
    if (elements.length > 0) sections.push({ type: 'rich_text_section', elements });
  }
  const missing = lines.length - sections.length;
  if (left < 0)
    sections.push({ type: 'rich_text_section', elements: [{ type: 'text', text: `… and ${missing} more` }] });
  return sections.length === 0 ? [] : [{ type: 'rich_text', elements: sections }];
}

function quoteBlock(quote: string | undefined): Element[] {
  const text = quote === undefined ? '' : cut(toPlainText(quote), most.quote);
  if (text.trim() === '') return [];
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }] }];
}

function element(piece: Piece): Element[] {
  if (typeof piece === 'string') return textElement(piece);
  if ('bold' in piece) return textElement(piece.bold, { style: { bold: true } });
  if ('link' in piece) return [{ type: 'link', url: piece.url, text: shortened(piece.link) || piece.url }];
  const timestamp = Math.floor(Date.parse(piece.at) / 1000);
  return [{ type: 'date', timestamp, format: '{date_short_pretty}, {time}', fallback: inWords(piece) }];
}

function textElement(given: string, style: object = {}): Element[] {
  const text = shortened(given);
  return text === '' ? [] : [{ type: 'text', text, ...style }];
}

/** One line; the spaces at its ends part it from its neighbours. */
function shortened(text: string): string {
  const plain = toPlainText(text).replace(/\s+/g, ' ');
  return plain.trim() === '' ? plain : plain.replace(plain.trim(), () => cutLine(plain, most.line));
}

function inWords(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  if ('bold' in piece) return piece.bold;
  if ('link' in piece) return `${piece.link} (${piece.url})`;
  return `${new Date(piece.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
