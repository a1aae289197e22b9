import { DocumentError, type Next, requestDocument, type Target } from '../documents/execution.js';
import { type Element, MalformedXml, parseXml } from '../documents/xml.js';
import { TransportFailure, type WebAnswer } from '../webhooks/webhook-dispatcher.js';
import { dial } from './dial.js';
import { checkDocument } from './grammar.js';
import { gather, speak } from './prompts.js';
import { record, start } from './recording-verbs.js';
import type { TwilioContext } from './running-call.js';
import { resolveUrl, type Verb, verbOf } from './verb.js';

const maxRedirectsInARow = 10;
const parsedTypes = ['text/xml', 'application/xml', 'text/html'];
const codes = { 'no-answer': 11200, 'no-connection': 11205, 'too-many-redirects': 11215 } as const;

/** Fetches and executes one document after the other until they end. Throws DocumentError and Interrupted. */
export async function followDocuments(context: TwilioContext, first: Target): Promise<'end' | 'hangup'> {
  let target = first;
  let redirectsInARow = 0;
  for (;;) {
    const { url, root } = await fetchDocument(context, target);
    redirectsInARow = root.children[0]?.name === 'Redirect' ? redirectsInARow + 1 : 0;
    if (redirectsInARow > maxRedirectsInARow) {
      throw new DocumentError(11215, `more than ${maxRedirectsInARow} redirects that do nothing else`, url);
    }
    const next = await runDocument(context, root, url);
    if (next.to !== 'document') return next.to;
    target = next.target;
  }
}

interface Fetched {
  readonly url: string;
  readonly root: Element;
}

async function fetchDocument(context: TwilioContext, target: Target): Promise<Fetched> {
  const answer = await requestDocument(context, target).catch((error: unknown) => {
    if (error instanceof TransportFailure) throw new DocumentError(codes[error.reason], error.message, target.url);
    throw error;
  });
  const { url } = answer;
  const root = readAnswer(answer, url);
  for (const warning of checkDocument(root, url, context.screening))
    context.call.record.addFault(12200, warning, url, false);
  return { url, root };
}

function readAnswer({ status, contentType, body }: WebAnswer, url: string): Element {
  if (status < 200 || status >= 300) throw new DocumentError(11200, `HTTP ${status} from ${url}`, url);
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (parsedTypes.includes(type)) return parseDocument(body, url);
  if (type === 'text/plain') return /^\s*</.test(body) ? parseDocument(body, url) : saying(body);
  if (type.startsWith('audio/')) return playing(url);
  throw new DocumentError(12300, `the content type is "${contentType}", not text/xml`, url);
}

const response = (child: Element): Element => ({ name: 'Response', attributes: {}, children: [child], text: '' });
const saying = (text: string): Element => response({ name: 'Say', attributes: {}, children: [], text });
const playing = (url: string): Element => response({ name: 'Play', attributes: {}, children: [], text: url });

/** The root of a TwiML document. Throws DocumentError 12100 for anything that is not well-formed. */
export function parseDocument(body: string, url: string): Element {
  try {
    return parseXml(body);
  } catch (error) {
    if (error instanceof MalformedXml) throw new DocumentError(12100, error.message, url);
    throw error;
  }
}

type Execute = (context: TwilioContext, verb: Verb) => Promise<Next | undefined>;

const executors: Readonly<Record<string, Execute>> = {
  Say: speak,
  Play: speak,
  Pause: speak,
  Gather: gather,
  Dial: dial,
  Record: record,
  Start: start,
  Redirect: async (_stage, { element, values, documentUrl }) => {
    const target = {
      kind: 'redirect',
      url: resolveUrl(element.text, documentUrl),
      method: values.method('method'),
      params: {},
    } as const;
    return { to: 'document', target };
  },
  Hangup: async () => ({ to: 'hangup' }),
  Reject: async (context, { values }) => {
    context.call.reject(values.oneOf('reason', ['rejected', 'busy'], 'rejected') === 'busy' ? 'busy' : 'no-answer');
    return { to: 'hangup' };
  },
};

/** Executes a document from top to bottom, until a verb leads elsewhere. */
async function runDocument(context: TwilioContext, root: Element, documentUrl: string): Promise<Next> {
  for (const element of root.children) {
    const verb = verbOf(context, element, documentUrl);
    if (!context.screening && answersTheCall(verb)) context.call.answer();
    const next = await executors[element.name]?.(context, verb);
    if (next) return next;
  }
  return { to: 'end' };
}

/** Some verbs leave a call that is still ringing as it is. */
function answersTheCall({ element, values }: Verb): boolean {
  if (['Pause', 'Redirect', 'Reject', 'Hangup', 'Start'].includes(element.name)) return false;
  return element.name !== 'Dial' || !values.flag('answerOnBridge', false);
}
