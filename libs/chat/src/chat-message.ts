import { toPlainText } from '@ringdown/kernel';

/** How it reads at a glance: something went well, needs somebody, is being looked at, or is only to be known. */
export type Tone = 'good' | 'alarm' | 'attention' | 'neutral';

/** What people can do about a call or an incident from where they read of it. */
export const chatActionKinds = [
  'acknowledge',
  'unacknowledge',
  'resolve',
  'escalate',
  'add-note',
  'show-details',
  'create-incident',
  'link-incident',
  'save-caller',
  'block-caller',
] as const;
export type ChatActionKind = (typeof chatActionKinds)[number];

export interface ChatAction {
  readonly kind: ChatActionKind;
  /** On the button. */
  readonly text: string;
  /** The id of the call or incident. */
  readonly about: string;
  readonly style: 'primary' | 'danger' | null;
  /** A question that is asked before it is done; null: it is done at once. */
  readonly confirm: string | null;
  /** A page where it can be done without an app of the provider's; null: only an app can. */
  readonly url: string | null;
}

/** What is said in a channel, in no provider's words. Texts are plain: a renderer escapes and shortens them. */
export interface ChatMessage {
  /** One line that says it all; also the notification on a phone. */
  readonly title: string;
  /**
   * What all messages about the same are called, for programs that thread by it: `[Ringdown #142] Disk full on db-1`. Absent or null:
   * the title.
   */
  readonly subject?: string | null;
  readonly tone: Tone;
  /** Shown two by two, in this order. */
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  /** What happened, one line each, oldest first; null where nothing is known. */
  readonly steps: { readonly heading: string; readonly lines: readonly string[] } | null;
  /** Words of somebody else (a monitor's body, a call's notes), shown as they are. */
  readonly quote: string | null;
  readonly link: { readonly text: string; readonly url: string } | null;
  /** In this order; those that a channel cannot offer are left out. */
  readonly actions: readonly ChatAction[];
  /** A number that can be dialled from the message (E.164); null: none. */
  readonly callBack: { readonly text: string; readonly number: string } | null;
  /** When it happened; each reader sees it in their own time zone. */
  readonly at: Date;
}

/** The same message with nothing in its texts that a reader cannot see. Every renderer begins with it. */
export const plainMessage = ({
  title,
  subject,
  fields,
  steps,
  quote,
  link,
  actions,
  callBack,
  ...rest
}: ChatMessage): ChatMessage => ({
  ...rest,
  title: toPlainText(title).trim() || '(no title)',
  subject: subject ? toPlainText(subject) : null,
  fields: fields.map(({ label, value }) => ({ label: toPlainText(label), value: toPlainText(value) })),
  steps: steps && { heading: toPlainText(steps.heading), lines: steps.lines.map(toPlainText) },
  quote: quote === null ? null : toPlainText(quote).replace(/\r\n?/g, '\n'),
  link: link && { ...link, text: toPlainText(link.text) },
  callBack: callBack && { ...callBack, text: toPlainText(callBack.text) },
  actions: actions.map((action) => ({
    ...action,
    text: toPlainText(action.text),
    confirm: action.confirm === null ? null : toPlainText(action.confirm),
  })),
});

/**
 * Writes `text` piece by piece as `encode` says and stops before `limit` UTF-16 units, with … where something is missing.
 * Counting what is sent keeps escapes and emoji whole.
 */
export function cut(text: string, limit: number, encode: (character: string) => string = (c) => c): string {
  let written = '';
  let withRoomForMark = '';
  for (const character of text) {
    written += encode(character);
    if (written.length > limit) return `${withRoomForMark}…`;
    if (written.length < limit) withRoomForMark = written;
  }
  return written;
}

/** The same for a place that holds one line. */
export const cutLine = (text: string, limit: number, encode?: (character: string) => string): string =>
  cut(text.replace(/\s+/g, ' ').trim(), limit, encode);
