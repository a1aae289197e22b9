function dayFrom(day: string, daysOn: number): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (match === null) return null;
  const [year, month, date] = match.slice(1).map(Number) as [number, number, number];
  const isReal = new Date(year, month - 1, date).getDate() === date;
  return isReal ? new Date(year, month - 1, date + daysOn) : null;
}

/** The instant at which a day such as `2026-01-05` begins for the reader; null for what is no day. */
export const dayStart = (day: string): string | null => dayFrom(day, 0)?.toISOString() ?? null;

/** The last millisecond of the day, so that the whole day is in. */
export function dayEnd(day: string): string | null {
  const next = dayFrom(day, 1);
  return next === null ? null : new Date(next.getTime() - 1).toISOString();
}
