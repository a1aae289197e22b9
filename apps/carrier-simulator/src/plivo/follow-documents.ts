import { DocumentFault } from '../core/document-fault.js';
import type { Target } from '../core/target.js';
import { fetchDocument } from './fetch-document.js';
import type { PlivoStage } from './plivo-call.js';
import { runDocument } from './run-document.js';

const mostRedirectsInARow = 10;

/** Fetches and executes one document after the other until they end. Throws DocumentFault and Interrupted. */
export async function followDocuments(stage: PlivoStage, first: Target): Promise<'end' | 'hangup'> {
  let target = first;
  let redirectsInARow = 0;
  for (;;) {
    const { root, from } = await fetchDocument(stage, target);
    redirectsInARow = root.children[0]?.name === 'Redirect' ? redirectsInARow + 1 : 0;
    if (redirectsInARow > mostRedirectsInARow)
      throw new DocumentFault(
        from.invalid,
        `more than ${mostRedirectsInARow} redirects that do nothing else`,
        from.url,
      );
    const next = await runDocument(stage, root, from);
    if (next.to !== 'document') return next.to;
    target = next.target;
  }
}
