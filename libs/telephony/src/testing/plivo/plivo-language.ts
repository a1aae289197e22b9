import { Response as PlivoResponse } from 'plivo/dist/utils/plivoxml.js';

/** What is used of an element of Plivo's builder: it adds its children by a method of their name. */
interface Element {
  readonly nestables: readonly string[];
  readonly [method: `add${string}`]: (...given: unknown[]) => Element;
}

const withText = new Set(['Speak', 'Play', 'Redirect', 'Number', 'Message', 'say-as']);

/** An empty document of Plivo's own builder, to be written again element by element. */
export const emptyResponse = (): Element => new PlivoResponse() as unknown as Element;

/** Adds an element as its builder does, which throws on what Plivo does not know. */
export function addTo(parent: Element, tag: string, text: string, attributes: object): Element {
  if (!parent.nestables.includes(tag)) throw new Error(`${tag} has no place here`);
  const method = `add${tag.replace(/(^|-)\w/g, (start) => start.replace('-', '').toUpperCase())}` as const;
  const add = parent[method as `add${string}`];
  if (!add) throw new Error(`${tag} is not known`);
  return withText.has(tag) ? add.call(parent, text, attributes) : add.call(parent, attributes);
}

export type { Element as PlivoElement };
