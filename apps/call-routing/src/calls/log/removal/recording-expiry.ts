const dayMs = 24 * 60 * 60_000;

/** Calls that ended then or earlier have had their recordings for `retentionDays` days. */
export const recordingExpiry = (retentionDays: number, now: Date): Date =>
  new Date(now.getTime() - retentionDays * dayMs);
