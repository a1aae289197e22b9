export interface SlackElement {
  readonly type: string;
  readonly [field: string]: unknown;
}

/**
 * Text that Slack shows as it is written: no emphasis, no emoji of `:fire:`, no link, no mention; in a rich text each of these is an
 * element of its own (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block). It may not be empty.
 */
export const richText = (text: string, style?: { readonly bold: true }): SlackElement => ({
  type: 'text',
  text,
  ...(style ? { style } : {}),
});

/** The same where only a text object may stand: without `emoji`, `:fire:` stays what it is. */
export const plainText = (text: string): SlackElement => ({ type: 'plain_text', text, emoji: false });

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * For the `text` of a notification, which is mrkdwn where nothing else is said: Slack's three control characters are escaped, so
 * nothing is linked and nobody called (`<!here>`). For `:fire:` there is no escape; a zero-width space behind the first colon
 * keeps it from becoming an emoji.
 */
export const notificationText = (text: string): string => text.replace(/:(?=[\p{L}\p{N}_+'-]+:)/gu, ':\u200b');
export const escapeControls = (character: string): string => entities[character] ?? character;

/** `Saturday at 6:24 AM` in the time zone of whoever reads it; other clients show the fallback. */
export function slackDate(at: Date): string {
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} at {time_secs}|${fallback}>`;
}
