import { escapeHtml, isWebUrl } from '@ringdown/kernel';
import { type ChatMessage, cut, cutLine, plainMessage } from '../chat-message.js';

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Characters. A subject of some 250 is folded into a few lines (RFC 5322, 2.1.1); a quote is as much as anybody scrolls through. */
const longest = { subject: 250, title: 400, label: 100, value: 2000, line: 1000, quote: 20_000 } as const;
const most = { fields: 60, lines: 300 } as const;

interface Link {
  readonly text: string;
  readonly url: string;
}

/** What a mail says, in the same order in both of its forms. */
interface Content {
  readonly title: string;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  readonly steps: { readonly heading: string; readonly lines: readonly string[] } | null;
  readonly quote: string | null;
  readonly links: readonly Link[];
  readonly at: string;
}

/** A message as a mail: plain on a phone, nothing fetched, no colour set, so that a dark screen stays dark. */
export function renderMail(message: ChatMessage): RenderedMail {
  const plain = plainMessage(message);
  const content = contentOf(plain);
  return {
    subject: cutLine(plain.subject ?? `[Ringdown] ${plain.title}`, longest.subject),
    text: textOf(content),
    html: htmlOf(content),
  };
}

const contentOf = (message: ChatMessage): Content => ({
  title: cutLine(message.title, longest.title),
  fields: message.fields.slice(0, most.fields).map(({ label, value }) => ({
    label: cutLine(label, longest.label) || '–',
    value: cutLine(value, longest.value) || '–',
  })),
  steps: stepsOf(message.steps),
  quote: message.quote?.trim() ? cut(message.quote, longest.quote) : null,
  links: linksOf(message),
  at: `${message.at.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
});

function stepsOf(steps: ChatMessage['steps']): Content['steps'] {
  const lines = steps?.lines.map((line) => cutLine(line, longest.line)).filter((line) => line !== '') ?? [];
  if (!steps || lines.length === 0) return null;
  const missing = lines.length - most.lines;
  return {
    heading: cutLine(steps.heading, longest.label) || '–',
    lines: [...lines.slice(0, most.lines), ...(missing > 0 ? [`… and ${missing} more`] : [])],
  };
}

/** What can be done first, then where it can be seen. */
function linksOf({ actions, link, callBack }: ChatMessage): Link[] {
  const acts = actions.flatMap(({ text, url }) => (url === null ? [] : [{ text, url }]));
  const web = [...acts, ...(link ? [link] : [])].filter(({ url }) => isWebUrl(url));
  const call =
    callBack && /^\+\d+$/.test(callBack.number) ? [{ text: callBack.text, url: `tel:${callBack.number}` }] : [];
  return [...call, ...web].map(({ text, url }) => ({ text: cutLine(text, longest.label) || '→', url }));
}

const textOf = ({ title, fields, steps, quote, links, at }: Content): string =>
  [
    title,
    fields.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    steps ? [steps.heading, ...steps.lines.map((line) => `- ${line}`)].join('\n') : '',
    quote === null ? '' : quote.replace(/^/gm, '> '),
    links.map(({ text, url }) => `${text}: ${url.replace(/^tel:/, '')}`).join('\n'),
    at,
  ]
    .filter((part) => part !== '')
    .join('\n\n');

const htmlOf = ({ title, fields, steps, quote, links, at }: Content): string =>
  [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="format-detection" content="telephone=no"></head><body>',
    `<h2>${escapeHtml(title)}</h2>`,
    fields.length === 0
      ? ''
      : `<p>${fields.map(({ label, value }) => `<b>${escapeHtml(label)}:</b> ${escapeHtml(value)}`).join('<br>')}</p>`,
    steps
      ? `<h3>${escapeHtml(steps.heading)}</h3><ul>${steps.lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`
      : '',
    quote === null ? '' : `<blockquote style="white-space:pre-wrap">${escapeHtml(quote)}</blockquote>`,
    links.map(({ text, url }) => `<p><a href="${escapeHtml(url)}">${escapeHtml(text)}</a></p>`).join(''),
    `<p>${at}</p></body></html>`,
  ].join('\n');
