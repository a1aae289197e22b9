import type { Call } from '../core/call.js';
import type { RecordingOptions } from '../core/call-recordings.js';
import type { ExecutionContext } from '../core/stage.js';
import type { Target } from '../core/target.js';
import type { HangupCause } from './hangup-causes.js';

/** What the elements of Plivo's XML may know and do about the call, beyond what is so at any provider. */
export interface PlivoCall extends Call {
  readonly accountSid: string;
  /** What a dial is to be recorded as, once it is answered. */
  readonly recordAtDialAnswer: RecordingOptions[];
  params(): Record<string, string>;
  /** Why the call is about to end. */
  endsWith(cause: HangupCause): void;
  /** Ends the call in so many seconds, whatever it does by then. */
  endIn(seconds: number): void;
  ownNumbers(): readonly string[];
  /** Fetches and executes documents until they end. Throws DocumentError and Interrupted. */
  follow(context: PlivoContext, first: Target): Promise<'end' | 'hangup'>;
}

export type PlivoContext = ExecutionContext<PlivoCall>;
