import type { Element } from '../core/parse-xml.js';
import type { Next } from '../core/target.js';
import type { FetchedDocument } from './check-document.js';
import { dial } from './elements/dial.js';
import { getDigits, getInput } from './elements/get-input.js';
import { hangUp } from './elements/hang-up.js';
import { prompt } from './elements/prompt.js';
import { record } from './elements/record.js';
import { hangupCauses } from './hangup-causes.js';
import type { PlivoContext } from './plivo-call.js';
import { absoluteUrl, type PlivoElement, plivoElement } from './plivo-element.js';

type Execute = (context: PlivoContext, element: PlivoElement) => Promise<Next | undefined>;

const executors: Readonly<Record<string, Execute>> = {
  Speak: prompt,
  Play: prompt,
  Wait: prompt,
  GetDigits: getDigits,
  GetInput: getInput,
  Dial: dial,
  Record: record,
  Hangup: hangUp,
  Redirect: async (_stage, { element, values, from }) => {
    const url = absoluteUrl(element.text, from);
    return {
      to: 'document',
      target: { kind: 'redirect', url, method: values.method('method'), params: { Event: 'Redirect' } },
    };
  },
};

/** Executes a document from top to bottom, until an element leads elsewhere. */
export async function runDocument(context: PlivoContext, root: Element, from: FetchedDocument): Promise<Next> {
  for (const child of root.children) {
    if (!['Hangup', 'Redirect'].includes(child.name)) context.call.answer();
    const next = await executors[child.name]?.(context, plivoElement(child, from));
    if (next) return next;
  }
  context.call.endsWith(hangupCauses.endOfXml);
  return { to: 'end' };
}
