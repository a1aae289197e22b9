import { until } from '../calls/abortable-wait.js';
import type { CallRecord } from '../calls/call-record.js';
import type { CallRecordings } from '../calls/call-recordings.js';
import type { Phone } from '../phones/phone.js';
import type { RequestKind } from '../webhooks/fault-injection.js';
import type { WebAnswer, WebhookDispatcher } from '../webhooks/webhook-dispatcher.js';

/**
 * A call as its documents and legs know it. The call runs them, so it knows their code; they know no more of it than this, or
 * each would import the other.
 */
export interface RunningCall {
  readonly record: CallRecord;
  readonly dispatcher: WebhookDispatcher;
  readonly recordings: CallRecordings;
  readonly answered: boolean;
  readonly hungUp: boolean;
  answer(): void;
  hangUp(by: 'caller'): void;
}

/** The leg on which a document is executed: the caller's, or a dialled one that is being screened. */
export interface ExecutionContext<TheCall extends RunningCall = RunningCall> {
  readonly call: TheCall;
  readonly legSid: string;
  readonly phone: Phone;
  /** Aborts when this document is no longer wanted. */
  readonly signal: AbortSignal;
  readonly screening: boolean;
  params(): Record<string, string>;
  /** Adds to the story what is heard on this leg. */
  hears(heard: string): void;
  /** A prompt asks for keys: the person on this leg may press some. */
  prompted(): void;
}

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

/** Thrown when a document cannot be fetched or executed. `code` is the provider's error number, `url` the document's. */
export class DocumentError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly url: string,
  ) {
    super(message);
    this.name = 'DocumentError';
  }
}

/**
 * Fetches a document and notes it in the call's record; stops waiting when it is no longer wanted, while the request itself
 * goes on. Throws TransportFailure and Interrupted.
 */
export async function requestDocument(context: ExecutionContext, target: Target): Promise<WebAnswer> {
  const { record } = context.call;
  const answer = target.inline === undefined ? await fetchTarget(context, target) : inlineAnswer(target.inline);
  const { kind, url } = target;
  record.documents.push({ at: new Date().toISOString(), kind, url, legSid: context.legSid, body: answer.body });
  record.changes.notify();
  return answer;
}

const inlineAnswer = (body: string): WebAnswer => ({ status: 200, contentType: 'text/xml', body, url: '' });

async function fetchTarget(context: ExecutionContext, { kind, method, url, params: more }: Target): Promise<WebAnswer> {
  const params = { ...context.params(), ...more };
  const answer = context.call.dispatcher.request({ kind, method, url, params });
  const outcome = await until<WebAnswer | Error>(Infinity, context.signal, (report) => {
    answer.then(report, (error: unknown) => report(error instanceof Error ? error : new Error(String(error))));
    return () => undefined;
  });
  if (outcome instanceof Error) throw outcome;
  if (!outcome) throw new Error('the request of a document ended without an outcome');
  return outcome;
}
