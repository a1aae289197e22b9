import type { WebAnswer } from '../core/courier.js';
import { until } from '../core/pause.js';
import { TransportFailure } from '../core/transport-failure.js';
import { checkDocument } from './check-document.js';
import { DocumentFault } from './document-fault.js';
import { type Element, parseDocument } from './parse-document.js';
import { runDocument } from './run-document.js';
import type { Stage } from './stage.js';
import type { Target } from './twilio-call.js';

const mostRedirectsInARow = 10;
const parsedTypes = ['text/xml', 'application/xml', 'text/html'];

/** Fetches and executes one document after the other until they end. Throws DocumentFault and Interrupted. */
export async function followDocuments(stage: Stage, first: Target): Promise<'end' | 'hangup'> {
  let target = first;
  let redirectsInARow = 0;
  for (;;) {
    const { url, root } = await fetchDocument(stage, target);
    redirectsInARow = root.children[0]?.name === 'Redirect' ? redirectsInARow + 1 : 0;
    if (redirectsInARow > mostRedirectsInARow) {
      throw new DocumentFault(11215, `more than ${mostRedirectsInARow} redirects that do nothing else`, url);
    }
    const next = await runDocument(stage, root, url);
    if (next.to !== 'document') return next.to;
    target = next.target;
  }
}

interface Fetched {
  readonly url: string;
  readonly root: Element;
}

async function fetchDocument(stage: Stage, target: Target): Promise<Fetched> {
  const { file } = stage.call;
  const answer = target.inline === undefined ? await askFor(stage, target) : inlineAnswer(target.inline);
  const { kind } = target;
  file.documents.push({ at: new Date().toISOString(), kind, url: target.url, legSid: stage.legSid, body: answer.body });
  file.changes.announce();
  const url = answer.url;
  const root = readAnswer(answer, url);
  for (const warning of checkDocument(root, url, stage.screening)) file.blame(12200, warning, url, false);
  return { url, root };
}

const inlineAnswer = (body: string): WebAnswer => ({ status: 200, contentType: 'text/xml', body, url: '' });

/** Asks, and stops waiting when the document is no longer wanted; the request itself goes on. */
async function askFor(stage: Stage, target: Target): Promise<WebAnswer> {
  const { kind, method, url } = target;
  const params = { ...stage.params(), ...target.params };
  const asked = stage.call.courier.ask({ kind, method, url, params });
  const outcome = await until<WebAnswer | Error>(Infinity, stage.signal, (report) => {
    asked.then(report, (error: unknown) => report(error instanceof Error ? error : new Error(String(error))));
    return () => undefined;
  });
  if (outcome instanceof TransportFailure) throw new DocumentFault(outcome.code, outcome.message, url);
  if (outcome instanceof Error) throw outcome;
  if (!outcome) throw new Error('asking for a document ended without an outcome');
  return outcome;
}

function readAnswer({ status, contentType, body }: WebAnswer, url: string): Element {
  if (status < 200 || status >= 300) throw new DocumentFault(11200, `HTTP ${status} from ${url}`, url);
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (parsedTypes.includes(type)) return parseDocument(body, url);
  if (type === 'text/plain') return /^\s*</.test(body) ? parseDocument(body, url) : saying(body);
  if (type.startsWith('audio/')) return playing(url);
  throw new DocumentFault(12300, `the content type is "${contentType}", not text/xml`, url);
}

const response = (child: Element): Element => ({ name: 'Response', attributes: {}, children: [child], text: '' });
const saying = (text: string): Element => response({ name: 'Say', attributes: {}, children: [], text });
const playing = (url: string): Element => response({ name: 'Play', attributes: {}, children: [], text: url });
