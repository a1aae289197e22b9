import { DocumentError } from '../core/document-fault.js';

/** An address, relative to the document's. Throws 15004 where a relative one has nothing to be relative to. */
export function resolveUrl(value: string, documentUrl: string): string {
  const address = value.trim();
  if (URL.canParse(address)) return address;
  if (!URL.canParse(address, documentUrl))
    throw new DocumentError(15004, `"${address}" is no absolute URL`, documentUrl);
  return new URL(address, documentUrl).href;
}
