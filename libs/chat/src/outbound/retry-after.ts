/** Milliseconds that a `Retry-After` header asks for (seconds or an HTTP date, RFC 9110 10.2.3); undefined where it says nothing. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, Math.ceil(ms)) : undefined;
}
