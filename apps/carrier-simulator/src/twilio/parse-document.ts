import { DocumentError } from '../core/document-fault.js';
import { type Element, MalformedXml, parseXml } from '../core/parse-xml.js';

/** The root of a TwiML document. Throws DocumentError 12100 for anything that is not well-formed. */
export function parseDocument(body: string, url: string): Element {
  try {
    return parseXml(body);
  } catch (error) {
    if (error instanceof MalformedXml) throw new DocumentError(12100, error.message, url);
    throw error;
  }
}
