import { DocumentError } from '../core/document-fault.js';
import type { Target } from '../core/target.js';
import { fetchDocument } from './fetch-document.js';
import type { PlivoContext } from './plivo-call.js';
import { runDocument } from './run-document.js';

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
