import moment from 'moment-timezone';

const yearMs = 366 * 24 * 3600 * 1000;

/**
 * The rules of a zone from an instant on to an instant, as a VTIMEZONE (RFC 5545, 3.6.5) with one observance for each change of the clocks.
 * They are the rules that handoffs are reckoned by, not those of a list that somebody else keeps up to date.
 */
export function vtimezone(name: string, from: Date, to: Date): string {
  const zone = moment.tz.zone(name);
  if (!zone) throw new RangeError(`not a time zone: ${name}`);
  const { untils, abbrs, offsets } = zone;
  const end = to.getTime() + yearMs;
  const first = untils.findIndex((until) => until > from.getTime() - yearMs);
  const observances: string[] = [];
  for (let n = Math.max(first, 0); n < untils.length; n += 1) {
    const begins = untils[n - 1] ?? -Infinity;
    if (begins > end) break;
    // the package counts minutes towards UTC
    const offset = -(offsets[n] ?? 0);
    const before = n === 0 ? offset : -(offsets[n - 1] ?? 0);
    observances.push(observance({ begins, before, offset, abbreviation: abbrs[n] ?? name, name }));
  }
  return ['BEGIN:VTIMEZONE', `TZID:${zone.name}`, ...observances, 'END:VTIMEZONE'].join('\r\n');
}

interface Observance {
  /** Epoch ms; -Infinity where it has been so for ever. */
  readonly begins: number;
  /** Minutes east of UTC, until then and from then on. */
  readonly before: number;
  readonly offset: number;
  readonly abbreviation: string;
  readonly name: string;
}

function observance({ begins, before, offset, abbreviation, name }: Observance): string {
  const isKnown = Number.isFinite(begins);
  const onset = isKnown ? moment.utc(begins).add(before, 'minutes').format('YYYYMMDD[T]HHmmss') : '19700101T000000';
  const kind = isKnown && moment.tz(begins, name).isDST() ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${kind}`,
    `DTSTART:${onset}`,
    `TZOFFSETFROM:${utcOffset(before)}`,
    `TZOFFSETTO:${utcOffset(offset)}`,
    `TZNAME:${abbreviation}`,
    `END:${kind}`,
  ].join('\r\n');
}

function utcOffset(minutes: number): string {
  const whole = Math.round(Math.abs(minutes));
  const [hours, rest] = [Math.floor(whole / 60), whole % 60].map((part) => String(part).padStart(2, '0'));
  return `${minutes < 0 ? '-' : '+'}${hours}${rest}`;
}
