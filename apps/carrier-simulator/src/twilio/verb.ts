import { AttributeValues } from '../core/attribute-values.js';
import type { Element } from '../core/parse-xml.js';
import type { Stage } from '../core/stage.js';
import { resolveUrl } from './resolve-url.js';

/** An element that is being executed, with its attributes read. */
export interface Verb {
  readonly element: Element;
  readonly values: AttributeValues;
  readonly documentUrl: string;
}

export function verbOf(stage: Stage, element: Element, documentUrl: string): Verb {
  const resolve = (address: string): string => resolveUrl(address, documentUrl);
  const warn = (message: string): void => stage.call.file.blame(12200, message, documentUrl, false);
  return { element, documentUrl, values: new AttributeValues(element, resolve, warn) };
}
