import { AttributeValues } from '../core/attribute-values.js';
import type { Element } from '../core/parse-xml.js';
import type { ExecutionContext } from '../core/stage.js';
import { resolveUrl } from './resolve-url.js';

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
