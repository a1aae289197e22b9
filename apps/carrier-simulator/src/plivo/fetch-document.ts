import { requestDocument } from '../core/ask-for-document.js';
import type { WebAnswer } from '../core/courier.js';
import { DocumentError } from '../core/document-fault.js';
import { type Element, MalformedXml, parseXml } from '../core/parse-xml.js';
import type { Target } from '../core/target.js';
import { TransportFailure } from '../core/transport-failure.js';
import { checkDocument, type FetchedDocument } from './check-document.js';
import { faultCodesOf } from './fault-codes.js';
import type { PlivoContext } from './plivo-call.js';

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
