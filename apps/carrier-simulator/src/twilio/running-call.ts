import type { DiallingCall } from '../calls/dial-leg.js';
import type { ExecutionContext, Target } from '../documents/execution.js';

/** A call at Twilio as its verbs and legs know it. */
export interface RunningTwilioCall extends DiallingCall {
  readonly accountSid: string;
  ownNumbers(): readonly string[];
  /** Ends the call unanswered, with this as its final status. */
  reject(status: 'busy' | 'no-answer'): void;
  /** Fetches and executes documents on a leg of this call until they end. Throws DocumentError and Interrupted. */
  follow(context: TwilioContext, first: Target): Promise<'end' | 'hangup'>;
}

export type TwilioContext = ExecutionContext<RunningTwilioCall>;
