const everyMs = 1000;
const burst = 10;

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

/** The pace of a channel that asked for silence until an instant: then one message a second. */
export const silentUntil = (until: Date): Date => new Date(until.getTime() + (burst - 1) * everyMs);
