import { ICalCalendar, ICalEventTransparency } from 'ical-generator';
import moment from 'moment-timezone';
import { vtimezone } from './vtimezone.js';

/** One shift in a calendar. */
export interface ShiftEvent {
  /** The same whenever the calendar is read. */
  readonly uid: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly summary: string;
  readonly description: string;
  /** When what the shift follows from was changed last. */
  readonly changedAt: Date;
}

interface ShiftCalendar {
  readonly name: string;
  /** In which times are shown. */
  readonly timeZone: string;
  readonly url: string;
  readonly events: readonly ShiftEvent[];
}

const refreshSeconds = 3600;

/** An iCalendar object (RFC 5545): CRLF, lines of at most 75 octets, the zone's own rules. */
export function shiftCalendar({ name, timeZone, url, events }: ShiftCalendar): string {
  const starts = events.map(({ startsAt }) => startsAt.getTime());
  const [from, to] = [new Date(Math.min(...starts)), new Date(Math.max(...events.map((e) => e.endsAt.getTime())))];
  const calendar = new ICalCalendar({
    prodId: { company: 'Ringdown', product: 'On call', language: 'EN' },
    // the package does not escape the name
    name: oneLine(name).replace(/[\\;,]/g, (char) => `\\${char}`),
    ttl: refreshSeconds,
    // without a name: with one it would write DTSTAMP in local time, which has to be UTC
    timezone: { name: null, generator: (zone) => vtimezone(zone, from, to) },
  });
  for (const event of events) {
    calendar.createEvent({
      id: event.uid,
      stamp: event.changedAt,
      start: inZone(event.startsAt, timeZone),
      end: inZone(event.endsAt, timeZone),
      timezone: [event.startsAt, event.endsAt].every((at) => isNamed(at, timeZone)) ? timeZone : null,
      summary: oneLine(event.summary),
      description: oneLine(event.description),
      url,
      // somebody on call can still be invited
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return `${calendar.toString()}\r\n`;
}

const inZone = (at: Date, timeZone: string) => moment.tz(at, timeZone);

/** Whether the zone's clock names this instant: of two with one reading it names the first (RFC 5545, 3.3.5). UTC names all. */
function isNamed(at: Date, timeZone: string): boolean {
  const reading = inZone(at, timeZone).format('YYYY-MM-DD[T]HH:mm:ss.SSS');
  return moment.tz(reading, timeZone).valueOf() === at.getTime();
}

/** Neither line breaks nor other control characters: a name ends no line of the calendar. */
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ');
