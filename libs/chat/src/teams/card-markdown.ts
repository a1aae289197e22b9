const special = /[\\`*[\]]/;

/** Teams reads Markdown in every text of a card: with links and emphasis escaped, a caller's name stays a name. */
export const escapeMarkdown = (character: string): string => (special.test(character) ? `\\${character}` : character);

/** In the time zone of whoever reads it. The card's functions take no milliseconds. */
export function cardDate(at: Date): string {
  const instant = `${at.toISOString().slice(0, 19)}Z`;
  return `{{DATE(${instant},SHORT)}} {{TIME(${instant})}}`;
}
