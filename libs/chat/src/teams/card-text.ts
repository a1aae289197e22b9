export interface CardElement {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Size, weight, colour: how a TextRun looks. */
export type Look = Readonly<Record<string, unknown>>;

/**
 * Text in a card, shown as it is written. A TextBlock and the facts of a FactSet are Markdown, and no escape of it holds
 * everywhere: phones show the backslash, or the entity, that desktops take away. A RichTextBlock is no Markdown on any of them
 * (https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features).
 */
export const richText = (inlines: readonly CardElement[], place: Look = {}): CardElement => ({
  type: 'RichTextBlock',
  ...place,
  inlines,
});

/** A card's functions work in a TextRun too, but not from one to the next: `{{DATE(…)}}` that somebody typed is cut in two. */
export const textRuns = (text: string, look: Look = {}): readonly CardElement[] =>
  text.split(/(?<=\{)(?=\{(?:DATE|TIME)\()/).map((part) => ({ type: 'TextRun', text: part, ...look }));

/** In the time zone of whoever reads it. The card's functions take no milliseconds. */
export function cardDate(at: Date): string {
  const instant = `${at.toISOString().slice(0, 19)}Z`;
  return `{{DATE(${instant},SHORT)}} {{TIME(${instant})}}`;
}
