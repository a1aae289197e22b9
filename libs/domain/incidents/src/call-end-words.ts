import type { CallOutcome } from './call-opens-incident.js';

export interface CallEnd {
  readonly outcome: CallOutcome;
  /** Seconds. */
  readonly duration: number;
  readonly receiverName: string | null;
}

const words: Readonly<Record<CallOutcome, string>> = {
  answered: 'it was answered',
  missed: 'nobody answered',
  no_one_on_call: 'no one was on call',
  rejected: 'it was rejected',
  failed: 'it failed',
};

/** The end of a call as the timeline of its incident tells it: `The call ended after 33 s: Priya S. answered`. */
export function callEndWords({ outcome, duration, receiverName }: CallEnd): string {
  const how = outcome === 'answered' && receiverName ? `${receiverName} answered` : words[outcome];
  return `The call ended after ${duration} s: ${how}`;
}
