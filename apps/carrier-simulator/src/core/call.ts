import type { CallRecord } from './call-file.js';
import type { CallRecordings } from './call-recordings.js';
import type { WebhookDispatcher } from './courier.js';
import type { DialledLegs } from './dialled-leg.js';
import type { Person } from './person.js';
import type { Phone } from './phone.js';

/** What the elements of a document may know and do about the call that they are executed for. */
export interface Call {
  readonly record: CallRecord;
  readonly dispatcher: WebhookDispatcher;
  readonly recordings: CallRecordings;
  /** The telephone of the caller; in an outgoing call, of whoever was called. */
  readonly phone: Phone;
  readonly dialled: DialledLegs;
  /** From now on the call is answered (and billed). Doing it twice does nothing. */
  answer(): void;
  readonly answered: boolean;
  hangUp(by: HangsUp): void;
  readonly hungUp: boolean;
  personAt(number: string): Person;
}

/** Who ends a call: the party at the telephone, the document or its end, the REST API. */
export type HangsUp = 'caller' | 'document' | 'api';
