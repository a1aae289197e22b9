/** How it reads at a glance: something went well, needs somebody, is being looked at, or is only to be known. */
export type Tone = 'good' | 'alarm' | 'attention' | 'neutral';

/** What is said in a channel, in no provider's words. Texts are plain: a renderer escapes and shortens them. */
export interface ChatMessage {
  /** One line that says it all; also the notification on a phone. */
  readonly title: string;
  readonly tone: Tone;
  /** Shown two by two, in this order. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** What happened, one line each, oldest first; null where there is nothing to tell. */
  readonly steps: { readonly heading: string; readonly lines: readonly string[] } | null;
  /** Words of somebody else (a monitor's body, a call's notes), shown as they are. */
  readonly quote: string | null;
  readonly link: { readonly text: string; readonly url: string } | null;
  /** When it happened; each reader sees it in their own time zone. */
  readonly at: Date;
}
