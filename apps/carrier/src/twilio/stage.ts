import type { Phone } from '../core/phone.js';
import type { TwilioCall } from './twilio-call.js';

/** The leg on which a document is executed: the caller's, or a dialled one that is being screened. */
export interface Stage {
  readonly call: TwilioCall;
  readonly legSid: string;
  readonly phone: Phone;
  /** Aborts when this document is no longer wanted. */
  readonly signal: AbortSignal;
  readonly screening: boolean;
  params(): Record<string, string>;
  /** Tells the story of what is heard on this leg. */
  hears(what: string): void;
  /** Somebody is asked for keys: the person on this leg may react. */
  prompted(): void;
}
