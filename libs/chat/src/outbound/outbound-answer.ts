/** What came back from a URL that a user entered. */
export type OutboundAnswer =
  | {
      readonly type: 'answered';
      readonly status: number;
      /** The beginning of the body: enough for an error's name. */
      readonly body: string;
      readonly retryAfterMs?: number;
    }
  /** Not a URL we may send to; `reason` says how to allow it. */
  | { readonly type: 'refused'; readonly reason: string }
  /** No answer: the name, the connection, TLS or the deadline failed. */
  | { readonly type: 'unreachable'; readonly reason: string };
