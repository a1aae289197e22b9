import { DocumentError, requestDocument, type Target } from '../documents/execution.js';
import { type Element, MalformedXml, parseXml } from '../documents/xml.js';
import { TransportFailure, type WebAnswer } from '../webhooks/webhook-dispatcher.js';
import { checkDocument, type FetchedDocument } from './grammar.js';
import type { PlivoContext } from './running-call.js';

const maxBytes = 100 * 1024;

/** Fetches a document and checks it against Plivo's rules. Throws DocumentError and Interrupted. */
export async function fetchDocument(
  context: PlivoContext,
  target: Target,
): Promise<{ readonly root: Element; readonly from: FetchedDocument }> {
  const { unreachable, invalid } = faultCodesOf(target);
  const answer = await requestDocument(context, target).catch((error: unknown) => {
    if (error instanceof TransportFailure) throw new DocumentError(unreachable, error.message, target.url);
    throw error;
  });
  const from = { url: answer.url, invalid };
  if (answer.status < 200 || answer.status >= 300)
    throw new DocumentError(unreachable, `HTTP ${answer.status} from ${from.url}`, from.url);
  const root = readAnswer(answer, from);
  checkDocument(root, from);
  return { root, from };
}

function readAnswer({ contentType, body }: WebAnswer, { url, invalid }: FetchedDocument): Element {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'text/xml' && type !== 'application/xml')
    throw new DocumentError(invalid, `the content type is "${contentType}", not application/xml`, url);
  if (Buffer.byteLength(body) > maxBytes) throw new DocumentError(invalid, 'the document is larger than 100 KB', url);
  try {
    return parseXml(body);
  } catch (error) {
    if (error instanceof MalformedXml) throw new DocumentError(invalid, error.message, url);
    throw error;
  }
}

/** Plivo's numbers for what is wrong with a document: by where it came from. */
interface FaultCodes {
  /** It cannot be fetched. */
  readonly unreachable: number;
  /** It is not valid. */
  readonly invalid: number;
}

const codes = (last: number): FaultCodes => ({ unreachable: 7010 + last, invalid: 8010 + last });

function faultCodesOf({ kind, byApi }: Pick<Target, 'kind' | 'byApi'>): FaultCodes {
  if (kind === 'voice' || kind === 'fallback') return codes(1);
  if (kind === 'redirect') return codes(byApi ? 3 : 4);
  return codes(2);
}
