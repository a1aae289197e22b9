import type { Call } from './call.js';
import type { EpochMs } from './responder.js';

/** What has to be looked at, and when, if nobody reports anything before. */
export type Deadline =
  | { readonly timer: 'ring-timeout' | 'screening-timeout'; readonly attempt: number; readonly at: EpochMs }
  /** Ask the provider whether the call is still alive. */
  | { readonly timer: 'end-check'; readonly at: EpochMs };

const minuteMs = 60_000;
/**
 * A call of which no end is reported is asked for this long after the last sign of life: one request a minute for each conversation,
 * so that the log, the incident and the messages of a call whose end was lost come a minute late and not ten.
 */
const silenceMs = minuteMs;
/** After our goodbye the provider reports the end within seconds, unless no status URL is set there. */
const goodbyeMs = 15_000;
/** No phone call of ours lasts longer; then it is closed whatever the provider says. */
export const longestCallMs = 4 * 60 * minuteMs;

/** The one next deadline of a call; null once it has ended. Derived from the state alone, so it can always be found again. */
export function deadlineOf(call: Call): Deadline | null {
  const { phase } = call;
  switch (phase.name) {
    case 'ended':
      return null;
    case 'ringing':
      return { timer: 'ring-timeout', attempt: phase.attempt, at: phase.deadline };
    case 'screening':
      if (phase.deadline !== null) return { timer: 'screening-timeout', attempt: phase.attempt, at: phase.deadline };
      return { timer: 'end-check', at: silentSince(call) + silenceMs };
    case 'hanging-up':
      return { timer: 'end-check', at: Math.max(phase.since, call.lastSignAt) + goodbyeMs };
    case 'greeting':
    case 'connected':
    case 'taking-message':
      return { timer: 'end-check', at: silentSince(call) + silenceMs };
  }
}

/** Since when the call is to be asked about, or asked again. */
const silentSince = ({ lastSignAt, statusUnknownAt = lastSignAt }: Call): EpochMs =>
  Math.max(lastSignAt, statusUnknownAt);
