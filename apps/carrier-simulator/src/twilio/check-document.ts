import { DocumentError } from '../core/document-fault.js';
import { ruleOf, screeningVerbs } from './grammar.js';
import type { Element } from '../core/parse-xml.js';

/**
 * Checks a document against Twilio's own lists. Throws DocumentError 12200 for an element that is unknown or stands in the
 * wrong place; returns what Twilio only warns about (attributes it does not know).
 */
export function checkDocument(root: Element, url: string, screening: boolean): readonly string[] {
  const unsupported = screening && root.children.find(({ name }) => !screeningVerbs.includes(name));
  if (unsupported)
    throw new DocumentError(12200, `<${unsupported.name}> is not supported in the document of a <Number>`, url);
  return checkElement(root, url);
}

function checkElement(element: Element, url: string): string[] {
  const rule = ruleOf(element.name);
  if (!rule) throw new DocumentError(12200, `<${element.name}> is not an element of TwiML`, url);
  if (!rule.simulated) throw new DocumentError(12200, `this simulator does not execute <${element.name}>`, url);
  const unknown = Object.keys(element.attributes).filter((name) => !rule.attributes.includes(name));
  const warnings = unknown.map((name) => `<${element.name}> has no attribute "${name}"`);
  for (const child of element.children) {
    if (ruleOf(child.name) && !rule.children.includes(child.name)) {
      throw new DocumentError(12200, `<${child.name}> cannot stand in <${element.name}>`, url);
    }
    warnings.push(...checkElement(child, url));
  }
  return warnings;
}
