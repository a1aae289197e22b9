import { DocumentError, type Next, type Target } from '../documents/execution.js';
import type { Element } from '../documents/xml.js';
import { dial } from './dial.js';
import { absoluteUrl, type PlivoElement, plivoElement } from './element.js';
import { fetchDocument } from './fetch-document.js';
import type { FetchedDocument } from './grammar.js';
import { hangupCauses } from './hangup-causes.js';
import { getDigits, getInput, prompt } from './prompts.js';
import { record } from './record.js';
import type { PlivoContext } from './running-call.js';

const maxRedirectsInARow = 10;

/** Fetches and executes one document after the other until they end. Throws DocumentError and Interrupted. */
export async function followDocuments(context: PlivoContext, first: Target): Promise<'end' | 'hangup'> {
  let target = first;
  let redirectsInARow = 0;
  for (;;) {
    const { root, from } = await fetchDocument(context, target);
    redirectsInARow = root.children[0]?.name === 'Redirect' ? redirectsInARow + 1 : 0;
    if (redirectsInARow > maxRedirectsInARow)
      throw new DocumentError(from.invalid, `more than ${maxRedirectsInARow} redirects that do nothing else`, from.url);
    const next = await runDocument(context, root, from);
    if (next.to !== 'document') return next.to;
    target = next.target;
  }
}

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
async function runDocument(context: PlivoContext, root: Element, from: FetchedDocument): Promise<Next> {
  for (const child of root.children) {
    if (!['Hangup', 'Redirect'].includes(child.name)) context.call.answer();
    const next = await executors[child.name]?.(context, plivoElement(child, from));
    if (next) return next;
  }
  context.call.endsWith(hangupCauses.endOfXml);
  return { to: 'end' };
}

/** Ends the call, at once or (with `schedule`) in so many seconds; a reason only counts while the call still rings. */
async function hangUp({ call }: PlivoContext, { values }: PlivoElement): Promise<Next | undefined> {
  const seconds = values.integer('schedule', { min: 0, max: 86_400 }, 0);
  const reason = values.oneOf('reason', ['rejected', 'busy', 'none'], 'none');
  if (seconds > 0) {
    call.endIn(seconds);
    return undefined;
  }
  if (call.answered || reason === 'none') call.endsWith(hangupCauses.byElement);
  else call.endsWith(reason === 'busy' ? hangupCauses.busyByElement : hangupCauses.rejectedByElement);
  return { to: 'hangup' };
}
