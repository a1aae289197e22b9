import type { Call } from './call.js';
import type { Phone } from './phone.js';

/** The leg on which a document is executed: the caller's, or a dialled one that is being screened. */
export interface ExecutionContext<TheCall extends Call = Call> {
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
