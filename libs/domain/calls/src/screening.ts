import type { Call } from './call.js';
import { screeningPrompt, speechSeconds } from './spoken.js';

/** Seconds of silence after the prompt that count as no answer (01-product, Screening). */
export const screeningSilenceSeconds = 10;
/** From the pick-up to the prompt's first word, and from our deadline to the provider's own. */
const slackSeconds = 3;
/** Plivo ends the screening itself and reports the accepting key by a callback only: that has to have time to come. */
const reportedSlackSeconds = 8;

/** The longest a screening takes at the provider: prompt and silence, in seconds from the pick-up. */
export const screeningSeconds = (call: Call): number => speechSeconds(screeningPrompt(call)) + screeningSilenceSeconds;

/** After this many milliseconds from the pick-up, who has not accepted does not. */
export const screeningLimitMs = (call: Call): number =>
  (screeningSeconds(call) + (call.provider === 'plivo' ? reportedSlackSeconds : slackSeconds)) * 1000;
