import type { RequestKind } from './misbehaviour.js';

/** Where the next document comes from: an address, or (from a REST API) the text itself. */
export interface Target {
  readonly kind: RequestKind;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly params: Readonly<Record<string, string>>;
  readonly inline?: string;
  /** The REST API sent the call here, no document did. */
  readonly byApi?: true;
}

/** Where the call goes on after a document. */
export type Next =
  { readonly to: 'document'; readonly target: Target } | { readonly to: 'hangup' } | { readonly to: 'end' };
