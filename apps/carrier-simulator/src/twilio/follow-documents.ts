import { requestDocument } from '../core/ask-for-document.js';
import type { WebAnswer } from '../core/courier.js';
import { DocumentError } from '../core/document-fault.js';
import type { Element } from '../core/parse-xml.js';
import type { Target } from '../core/target.js';
import { TransportFailure } from '../core/transport-failure.js';
import { checkDocument } from './check-document.js';
import { parseDocument } from './parse-document.js';
import { runDocument } from './run-document.js';
import type { TwilioContext } from './twilio-call.js';

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
