/** Milliseconds between two messages to one channel. */
export const slotMs = 1000;
const burst = 10;
const longestPauseMs = 15 * 60_000;

/** When a message may go out, and up to when the sending times of its channel are reserved then. */
interface Slot {
  readonly at: Date;
  readonly reservedUntil: Date;
}

/**
 * Slack takes about one message a second and channel, with short bursts: after ten at once, one a second, in order.
 * The generic cell rate algorithm, so one instant per channel is all there is to remember.
 */
export function reserveSlot(reservedUntil: Date | null, now: Date): Slot {
  const from = Math.max(reservedUntil?.getTime() ?? 0, now.getTime());
  return {
    at: new Date(Math.max(now.getTime(), from - (burst - 1) * slotMs)),
    reservedUntil: new Date(from + slotMs),
  };
}

/**
 * For how long a channel is paused when the other side names `askedMs` (`Retry-After`): at least the time of one message, since 0
 * comes from servers that are busy all the same, and at most 15 minutes, since a typo or a wrong clock over there must not keep
 * an alert from people for hours. A server that is still busy then says so again.
 */
export const pauseMs = (askedMs: number): number => Math.min(Math.max(askedMs, slotMs), longestPauseMs);

/** Reserves the times of a channel that is paused until an instant, so that one message a second goes out after it. */
export const pausedUntil = (until: Date): Date => new Date(until.getTime() + (burst - 1) * slotMs);
