const minuteMs = 60_000;
const longestDelayMs = 6 * 60 * minuteMs;
const timeoutMs = 7 * 24 * 60 * minuteMs;

/** When a removal is tried again that has failed `tries` times: after 1 minute, 2, 4, up to 6 hours. Null after 7 days. */
export function nextRemovalTry(removal: { readonly askedAt: Date; readonly tries: number }, now: Date): Date | null {
  if (now.getTime() - removal.askedAt.getTime() >= timeoutMs) return null;
  const delayMs = Math.min(longestDelayMs, minuteMs * 2 ** (removal.tries - 1));
  return new Date(now.getTime() + delayMs);
}
