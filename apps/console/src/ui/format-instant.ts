export interface InstantStyle {
  readonly now: Date;
  readonly locale?: string;
  readonly timeZone?: string;
}

/** An instant as short as it may be: the time alone for today, with the day for this year, else with the year. */
export function formatInstant(instant: string, { now, locale, timeZone }: InstantStyle): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const dayOf = (date: Date): string => new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zone }).format(date);
  if (dayOf(at) === dayOf(now)) return new Intl.DateTimeFormat(locale, { ...time, ...zone }).format(at);
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const sameYear = dayOf(at).slice(0, 4) === dayOf(now).slice(0, 4);
  const year = sameYear ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale, { ...day, ...year, ...time, ...zone }).format(at);
}
