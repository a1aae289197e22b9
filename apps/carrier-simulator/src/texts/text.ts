import { neverAborted } from '../calls/abortable-wait.js';
import type { FaultInjection } from '../webhooks/fault-injection.js';
import type { SentRequest } from '../webhooks/request-log.js';
import type { RequestingRecord, Transport, WebAnswer } from '../webhooks/webhook-dispatcher.js';

/** A text between a rented number and a phone; both numbers with their plus sign. */
export interface TextFields {
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
}

/** Where a text, or what becomes of it, is reported. An empty URL is not set. */
export interface TextWebhook {
  readonly url: string;
  readonly method: 'GET' | 'POST';
}

/** A text that an account sends: by REST, or in the answer to a text. */
export interface TextOrder extends TextFields {
  readonly status: TextWebhook;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export type TextState = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed';

/** What of texts is one provider's own. */
export interface TextProvider {
  /** The codes of what is reported where none was ordered. */
  readonly codes: Readonly<Record<'undelivered' | 'failed' | 'optedOut', string>>;
  newId(): string;
  transport(record: RequestingRecord, accountSid: string): Transport;
  statusParams(text: SentText, state: TextState, code: string | undefined): Readonly<Record<string, string>>;
  incomingParams(text: PersonsText): Readonly<Record<string, string>>;
  /** The texts in the answer to a text. Throws DocumentError for what the provider does not understand. */
  repliesIn(answer: WebAnswer, text: PersonsText): readonly TextOrder[];
}

/** What the requests about one text are recorded in. */
export class TextRecord implements RequestingRecord {
  readonly requests: SentRequest[] = [];
  readonly order: { readonly misbehave: readonly FaultInjection[] };
  readonly ended = neverAborted;

  constructor(
    readonly callSid: string,
    misbehave: readonly FaultInjection[],
    readonly timing: { readonly requestTimeoutMs: number },
  ) {
    this.order = { misbehave };
  }
}

/** A text to a phone. */
export interface SentText extends TextFields {
  readonly sid: string;
  readonly at: string;
  /** The provider wrote it, as after a STOP. */
  readonly automatic: boolean;
  readonly states: { readonly at: string; readonly state: TextState; readonly code: string | null }[];
  /** It is in the phone. */
  arrivedAt: string | null;
}

/** A text that a person wrote, and what the customer's server made of it. */
export interface PersonsText extends TextFields {
  readonly sid: string;
  readonly at: string;
  /** Of the webhook; null: it gave no answer, or there is none. */
  status: number | null;
  /** What was wrong with the webhook or its answer. */
  fault: { readonly code: number; readonly message: string } | null;
}
