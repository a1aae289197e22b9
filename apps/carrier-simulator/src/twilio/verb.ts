import { AttributeValues } from '../documents/attribute-values.js';
import { DocumentError, type ExecutionContext } from '../documents/execution.js';
import type { Element } from '../documents/xml.js';

/** An element that is being executed, with its attributes read. */
export interface Verb {
  readonly element: Element;
  readonly values: AttributeValues;
  readonly documentUrl: string;
}

export function verbOf(context: ExecutionContext, element: Element, documentUrl: string): Verb {
  const resolve = (address: string): string => resolveUrl(address, documentUrl);
  const warn = (message: string): void => context.call.record.addFault(12200, message, documentUrl, false);
  return { element, documentUrl, values: new AttributeValues(element, resolve, warn) };
}

/** An address, relative to the document's. Throws 15004 where a relative one has nothing to be relative to. */
export function resolveUrl(value: string, documentUrl: string): string {
  const address = value.trim();
  if (URL.canParse(address)) return address;
  if (!URL.canParse(address, documentUrl))
    throw new DocumentError(15004, `"${address}" is no absolute URL`, documentUrl);
  return new URL(address, documentUrl).href;
}
