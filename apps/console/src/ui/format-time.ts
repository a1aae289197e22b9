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

/** Seconds in words: `33 s`, `2 min 5 s`, `1 h 4 min`; a dash where there is none. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null) return '–';
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return rest > 0 ? `${minutes} min ${rest} s` : `${minutes} min`;
  return `${rest} s`;
}

/** How long until something happens, no more exactly than whoever waits wants to know: `in 40 s`, `in 4 min`, `in 3 days`; `now` where it is due. */
export function formatUntil(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  if (seconds <= 0) return 'now';
  if (seconds < 60) return `in ${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return `in ${formatDuration(minutes * 60)}`;
  return `in ${Math.round(minutes / (24 * 60))} days`;
}

/** Milliseconds that are left as `4:05`, rounded down, so that it promises no second too many. */
export function formatCountdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A moment as `<input type="datetime-local">` wants it, in the reader's own zone. */
export function toLocalInput(at: Date): string {
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant of a local input; the text itself where it is none, for the API to refuse with its reason. */
export function fromLocalInput(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}
