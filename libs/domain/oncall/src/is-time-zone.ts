import { Temporal } from 'temporal-polyfill';

/** Whether `name` is an IANA time zone ("Europe/Berlin"). A bare offset ("+05:30") is none: it knows no daylight saving. */
export function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false;
  try {
    new Temporal.ZonedDateTime(0n, name);
    return true;
  } catch {
    return false;
  }
}
