import { toPlainText } from '@ringdown/kernel';
import type { ChatMessage } from './chat-message.js';

/** The same message with nothing in its texts that a reader cannot see. Every renderer begins with it. */
export const plainMessage = ({ title, facts, steps, quote, link, ...rest }: ChatMessage): ChatMessage => ({
  ...rest,
  title: toPlainText(title).trim() || '(no title)',
  facts: facts.map(({ label, value }) => ({ label: toPlainText(label), value: toPlainText(value) })),
  steps: steps && { heading: toPlainText(steps.heading), lines: steps.lines.map(toPlainText) },
  quote: quote === null ? null : toPlainText(quote).replace(/\r\n?/g, '\n'),
  link: link && { ...link, text: toPlainText(link.text) },
});
