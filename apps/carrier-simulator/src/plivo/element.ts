import { AttributeValues } from '../documents/attribute-values.js';
import { DocumentError, type Target } from '../documents/execution.js';
import type { Element } from '../documents/xml.js';
import type { FetchedDocument } from './grammar.js';
import type { PlivoContext } from './running-call.js';

/** An element that is being executed, with its attributes read. */
export interface PlivoElement {
  readonly element: Element;
  readonly values: AttributeValues;
  readonly from: FetchedDocument;
}

export function plivoElement(element: Element, from: FetchedDocument): PlivoElement {
  const refuse = (why: string): never => {
    throw new DocumentError(from.invalid, why, from.url);
  };
  const resolve = (address: string): string => absoluteUrl(address, from);
  return { element, from, values: new AttributeValues(element, resolve, refuse) };
}

/** Plivo wants fully qualified URLs. */
export function absoluteUrl(address: string, from: FetchedDocument): string {
  const url = address.trim();
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return url;
  throw new DocumentError(from.invalid, `"${url}" is no fully qualified URL`, from.url);
}

/** Requests an action whose answer is not executed. */
export function inBackground(context: PlivoContext, { kind, method, url, params }: Target): void {
  const answer = context.call.dispatcher.request({ kind, method, url, params: { ...context.params(), ...params } });
  void answer.catch(() => undefined);
}
