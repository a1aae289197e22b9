/** `2026-11-20 10:00:48`, in UTC: Plivo names no zone. */
export function dateTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** `2026-11-20 10:00:00.123456`. */
export function preciseDateTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 23).replace('T', ' ')}000`;
}
