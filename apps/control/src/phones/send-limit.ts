const pauseMs = 30_000;
const hourMs = 3600_000;
const perHour = 5;

/**
 * Seconds until another code may be sent to a person: one in 30 s and five in an hour; 0: now.
 * @param wasRefused The provider refused to send the newest one: nobody need wait for it to arrive.
 */
export function secondsToWait(sentAt: readonly Date[], now: Date, wasRefused = false): number {
  const times = sentAt.map((at) => at.getTime()).toSorted((a, b) => b - a);
  const newest = times[0];
  const fifth = times[perHour - 1];
  const until = Math.max(
    newest === undefined || wasRefused ? 0 : newest + pauseMs,
    fifth === undefined ? 0 : fifth + hourMs,
  );
  return Math.max(0, Math.ceil((until - now.getTime()) / 1000));
}

/** Those that still count. */
export const recentlySent = (sentAt: readonly Date[], now: Date): Date[] =>
  sentAt.filter((at) => at.getTime() > now.getTime() - hourMs);
