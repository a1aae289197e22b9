import type { CallFile } from '../core/call-file.js';
import type { Courier } from '../core/courier.js';
import type { RequestKind } from '../core/misbehaviour.js';
import type { Person } from '../core/person.js';
import type { Phone } from '../core/phone.js';
import type { RentedNumber } from './books.js';
import type { Stage } from './stage.js';
import type { CallRecordings } from './call-recordings.js';

/** Where the next document comes from: an address, or (from the REST API) the text itself. */
export interface Target {
  readonly kind: RequestKind;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly params: Readonly<Record<string, string>>;
  readonly inline?: string;
}

/** What a document leads to when it has been executed. */
export type Next =
  { readonly to: 'document'; readonly target: Target } | { readonly to: 'hangup' } | { readonly to: 'end' };

/** What the verbs of a document may know and do about the call that they are executed for. */
export interface TwilioCall {
  readonly file: CallFile;
  readonly courier: Courier;
  readonly rented: RentedNumber;
  readonly recordings: CallRecordings;
  /** The caller's telephone. */
  readonly phone: Phone;
  readonly dialled: DialledLegs;
  params(): Record<string, string>;
  /** From now on the caller's leg is answered (and billed). Doing it twice does nothing. */
  answer(): void;
  readonly answered: boolean;
  /** Ends the call unanswered, with this as its final status. */
  reject(status: 'busy' | 'no-answer'): void;
  hangUp(by: 'caller' | 'document' | 'api'): void;
  readonly hungUp: boolean;
  personAt(number: string): Person;
  ownNumbers(): readonly string[];
  /** Fetches and executes documents on a leg of this call until they end. Throws DocumentFault and Interrupted. */
  follow(stage: Stage, first: Target): Promise<'end' | 'hangup'>;
}

/** A dialled leg, as the REST API and the simulator's door may drive it. */
export interface DialledLeg {
  readonly sid: string;
  readonly phone: Phone;
  readonly status: string;
  readonly answeredAtMs: number | undefined;
  /** The caller ID that is shown to whoever is rung. */
  readonly from: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | undefined;
  readonly seconds: number;
  press(key: string): boolean;
}

export type DialledLegs = Map<string, DialledLeg>;
