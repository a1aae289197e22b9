import type { Call } from '../core/call.js';
import type { ExecutionContext } from '../core/stage.js';
import type { Target } from '../core/target.js';

/** What TwiML's verbs may know and do about the call, beyond what is so at any provider. */
export interface TwilioCall extends Call {
  readonly accountSid: string;
  params(): Record<string, string>;
  /** Ends the call unanswered, with this as its final status. */
  reject(status: 'busy' | 'no-answer'): void;
  ownNumbers(): readonly string[];
  /** Fetches and executes documents on a leg of this call until they end. Throws DocumentError and Interrupted. */
  follow(context: TwilioContext, first: Target): Promise<'end' | 'hangup'>;
}

export type TwilioContext = ExecutionContext<TwilioCall>;
