import { AttributeValues } from './attribute-values.js';
import type { Element } from './parse-document.js';
import type { Stage } from './stage.js';

/** An element that is being executed, with its attributes read. */
export interface Verb {
  readonly element: Element;
  readonly values: AttributeValues;
  readonly documentUrl: string;
}

export function verbOf(stage: Stage, element: Element, documentUrl: string): Verb {
  const warn = (message: string): void => stage.call.file.blame(12200, message, documentUrl, false);
  return { element, documentUrl, values: new AttributeValues(element, documentUrl, warn) };
}
