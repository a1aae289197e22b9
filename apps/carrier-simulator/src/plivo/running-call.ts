import type { RecordingOptions } from '../calls/call-recordings.js';
import type { DiallingCall } from '../calls/dial-leg.js';
import type { ExecutionContext } from '../documents/execution.js';
import type { HangupCause } from './hangup-causes.js';

/** A call at Plivo as its elements and legs know it. */
export interface RunningPlivoCall extends DiallingCall {
  /** How the next dial is to be recorded from its answer on. */
  readonly recordAtDialAnswer: RecordingOptions[];
  ownNumbers(): readonly string[];
  /** Notes why the call is about to end. */
  endsWith(cause: HangupCause): void;
  /** Ends the call after so many telephone seconds, whatever it does by then. */
  endIn(seconds: number): void;
}

export type PlivoContext = ExecutionContext<RunningPlivoCall>;
