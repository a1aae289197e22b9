export interface Span {
  readonly from: Date;
  readonly to: Date;
  /** The midnights within, the first one included. */
  readonly days: readonly Date[];
}

/** From the last midnight before `now` over so many days, in the reader's own zone (a day may have 23 or 25 hours). */
export function nextDays(now: Date, count: number): Span {
  const midnight = (offset: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + offset);
  return { from: midnight(0), to: midnight(count), days: Array.from({ length: count }, (_, day) => midnight(day)) };
}
