import type { CardElement, TeamsPayload } from '../teams/render-teams.js';

type Json = Readonly<Record<string, unknown>>;

/** A card's functions, which each text of its own may hold. */
const localized = (text: string): string => text.replace(/\{{2}(?:DATE|TIME)\([^)]*\)\}{2}/g, '[localized]');

/** The Markdown that cards know (emphasis, lists, links), and what some clients read besides. */
const markdown = (text: string): string =>
  text
    .replace(/^\s*(?:[-+*]|\d+[.)]|#{1,6}|>)\s+/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/(\*\*|__|~~|\*|_|`)(\S(?:.*?\S)?)\1/g, '$2')
    .replace(/\s+/g, ' ');

/**
 * What Teams shows of a card, by its documentation: one string for each text in it. TextBlocks and facts are Markdown, the runs of
 * a RichTextBlock are not. A small model of it, enough to tell text from markup.
 */
export const shownByTeams = ({ attachments: [{ content }] }: TeamsPayload): readonly string[] =>
  [content.body, content['actions']].flat().flatMap((element) => (element ? textsOf(element as CardElement) : []));

function textsOf(element: CardElement): readonly string[] {
  const { type, text, title, items, facts, inlines } = element as Json as {
    type: string;
    text: string;
    title: string;
    items: CardElement[];
    facts: { title: string; value: string }[];
    inlines: { text: string }[];
  };
  switch (type) {
    case 'TextBlock':
      return [markdown(localized(text))];
    case 'FactSet':
      return facts.map((fact) => `${markdown(localized(fact.title))}: ${markdown(localized(fact.value))}`);
    case 'RichTextBlock':
      return [inlines.map((run) => localized(run.text)).join('')];
    case 'Action.OpenUrl':
      return [title];
    default:
      return items.flatMap(textsOf);
  }
}
