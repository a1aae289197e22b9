import type { SlackPayload } from '../slack/render-slack.js';

/** Any block, or part of one. */
export interface SlackElement {
  readonly type: string;
  readonly [field: string]: unknown;
}

const emojified = (text: string): string => text.replace(/:[\p{L}\p{N}_+'-]+:/gu, '😀');
/** `<…>` becomes a link, a mention or a date; then the three entities are read, each once. */
const parsed = (text: string): string =>
  text
    .replace(/<[^>]*>/g, '[parsed]')
    .replace(/&(amp|lt|gt);/g, (_, name: 'amp' | 'lt' | 'gt') => ({ amp: '&', lt: '<', gt: '>' })[name]);
const mrkdwn = (text: string): string =>
  parsed(
    emojified(text)
      .replace(/^>\s?/gm, '')
      .replace(/([*_~`])(\S(?:.*?\S)?)\1/g, '$2'),
  );

/**
 * What Slack shows of a message, by its documentation: one string for the notification and one for each text in the blocks. A
 * small model of it, enough to tell text from markup.
 */
export function shownBySlack({
  text,
  mrkdwn: isMrkdwn,
  blocks,
}: Omit<SlackPayload, 'mrkdwn'> & { readonly mrkdwn?: boolean }): {
  readonly notification: string;
  readonly texts: readonly string[];
} {
  const notification = isMrkdwn === false ? parsed(emojified(text)) : mrkdwn(text);
  return {
    notification: notification.replaceAll('\u200b', ''),
    texts: blocks.flatMap((block) => textsOf({ ...block })),
  };
}

function textsOf(element: SlackElement | string): readonly string[] {
  if (typeof element === 'string') return [element];
  const { type, text, elements } = element as { type: string; text?: SlackElement | string; elements?: SlackElement[] };
  switch (type) {
    case 'plain_text':
      return [element['emoji'] === false ? String(text) : emojified(String(text))];
    case 'mrkdwn':
      return [mrkdwn(String(text))];
    case 'text':
      return [String(text)];
    case 'rich_text_section':
    case 'rich_text_preformatted':
      return [(elements ?? []).flatMap(textsOf).join('')];
    default:
      return [text, element['fields'], elements]
        .flat()
        .flatMap((inner) => (inner ? textsOf(inner as SlackElement) : []));
  }
}
