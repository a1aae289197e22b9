import { DocumentError } from '../core/document-fault.js';
import type { Element } from '../core/parse-xml.js';
import { ruleOf } from './grammar.js';

export interface FetchedDocument {
  readonly url: string;
  /** The hangup cause of a document that came from there and is not valid. */
  readonly invalid: number;
}

/** Checks a document against Plivo's own lists. Throws DocumentError for anything they do not know: Plivo does not warn. */
export function checkDocument(element: Element, from: FetchedDocument): void {
  const refuse = (why: string): DocumentError => new DocumentError(from.invalid, why, from.url);
  const { name, attributes, children } = element;
  const rule = ruleOf(name);
  if (!rule) throw refuse(`<${name}> is not an element of Plivo's XML`);
  if (!rule.simulated) throw refuse(`this simulator does not execute <${name}>`);
  const unknown = Object.keys(attributes).find((attribute) => !rule.attributes.includes(attribute));
  if (unknown) throw refuse(`<${name}> has no attribute "${unknown}"`);
  for (const child of children) {
    if (ruleOf(child.name) && !rule.children.includes(child.name))
      throw refuse(`<${child.name}> cannot stand in <${name}>`);
    checkDocument(child, from);
  }
}
