const everyMs = 1000;
const burst = 10;
const longestSilenceMs = 15 * 60_000;

/** When a message may go out, and up to when the times of its channel are given away then. */
export interface Slot {
  readonly at: Date;
  readonly takenUntil: Date;
}

/**
 * Slack takes about one message a second and channel, with short bursts: after ten at once, one a second, in order.
 * The generic cell rate algorithm, so one instant per channel is all there is to remember.
 */
export function takeSlot(takenUntil: Date | null, now: Date): Slot {
  const from = Math.max(takenUntil?.getTime() ?? 0, now.getTime());
  return {
    at: new Date(Math.max(now.getTime(), from - (burst - 1) * everyMs)),
    takenUntil: new Date(from + everyMs),
  };
}

/**
 * For how long a channel is silent when the other side names `askedMs` (`Retry-After`): at least the pace of one message, since 0
 * comes from servers that are busy all the same, and at most 15 minutes, since a typo or a wrong clock over there must not keep
 * an alert from people for hours. Whoever is still busy then says so again.
 */
export const silenceMs = (askedMs: number): number => Math.min(Math.max(askedMs, everyMs), longestSilenceMs);

/** The pace of a channel that asked for silence until an instant: then one message a second. */
export const silentUntil = (until: Date): Date => new Date(until.getTime() + (burst - 1) * everyMs);
