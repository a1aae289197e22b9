import type { Call } from './call.js';
import { screeningPrompt, speechSeconds } from './spoken.js';

/** Seconds of silence after the prompt that count as no answer (01-product, Screening). */
export const screeningSilenceSeconds = 10;
/** From the pick-up to the prompt's first word: our document is asked for, and its speech made. */
const promptStartSeconds = 1;
/**
 * Twilio counts the silence itself and asks us at its end, so our deadline is only the backstop: it leaves a prompt that is
 * spoken at half the usual pace its time, and 3 s for the way.
 */
const slowestPrompt = 2;
const wayBackSeconds = 3;
/** Plivo ends the screening itself and reports the accepting key by a callback only: that has to have time to come. */
const reportedSlackSeconds = 8;

const promptSeconds = (call: Call): number => speechSeconds(screeningPrompt(call));

/**
 * Prompt and silence, in whole seconds from the pick-up, for a provider that counts from there (Plivo, `confirmTimeout`). The
 * prompt counts as what it takes, not as what it might: each second more is one that the caller waits at a voicemail box.
 */
export const screeningSeconds = (call: Call): number =>
  Math.round(promptStartSeconds + promptSeconds(call)) + screeningSilenceSeconds;

/** After this many milliseconds from the pick-up, who has not accepted does not. */
export const screeningLimitMs = (call: Call): number =>
  call.capabilities.screensByItself
    ? (screeningSeconds(call) + reportedSlackSeconds) * 1000
    : Math.ceil(promptSeconds(call) * slowestPrompt + screeningSilenceSeconds + wayBackSeconds) * 1000;
