import ICAL from 'ical.js';
import moment from 'moment-timezone';
import { shiftCalendar, type ShiftEvent } from './shift-calendar.js';

const event = (startsAt: string, endsAt: string, more: Partial<ShiftEvent> = {}): ShiftEvent => ({
  uid: `sched_1.user_1.${Date.parse(startsAt)}@ringdown`,
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
  summary: 'Priya S. on call: Backend Team',
  description: 'Priya S., by Weekly of Backend Team',
  changedAt: new Date('2026-01-01T00:00:00.000Z'),
  ...more,
});
const calendarOf = (timeZone: string, ...events: ShiftEvent[]) =>
  shiftCalendar({ name: 'Backend Team', timeZone, url: 'https://ringdown.example.com/on-call', events });

/** What a foreign parser makes of it, by the VTIMEZONE that comes along and no rules of its own. */
function parsed(text: string) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, startDate, endDate } = new ICAL.Event(component);
    const [starts, ends] = [startDate, endDate].map((time) => time.toJSDate().toISOString());
    return { uid, summary, starts, ends, zone: component.getFirstProperty('dtstart')?.getParameter('tzid') ?? 'UTC' };
  });
}

it('is what was put in, across the change of the clocks', () => {
  const winter = event('2026-03-22T08:00:00.000Z', '2026-03-29T07:00:00.000Z');
  const summer = event('2026-03-29T07:00:00.000Z', '2026-04-05T07:00:00.000Z');
  expect(parsed(calendarOf('Europe/Berlin', winter, summer))).toEqual(
    [winter, summer].map(({ uid, summary, startsAt, endsAt }) => ({
      uid,
      summary,
      starts: startsAt.toISOString(),
      ends: endsAt.toISOString(),
      zone: 'Europe/Berlin',
    })),
  );
});

it.each([
  'Europe/Berlin',
  'Europe/Dublin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Africa/Casablanca',
  'Pacific/Apia',
  'UTC',
])('has every instant of two years right in %s, by its own rules', (zone) => {
  const from = Date.parse('2026-01-01T00:30:00.000Z');
  const events = Array.from({ length: 700 }, (_event, n) => {
    const [starts, ends] = [n * 25, n * 25 + 25].map((hours) => new Date(from + hours * 3_600_000).toISOString());
    return event(starts ?? '', ends ?? '');
  });
  const found = parsed(calendarOf(zone, ...events)).map(({ starts, ends }) => [starts, ends]);
  expect(found).toEqual(events.map(({ startsAt, endsAt }) => [startsAt.toISOString(), endsAt.toISOString()]));
});

it('names the second of two equal readings of the clock in UTC, which no local time does', () => {
  const second = event('2026-10-25T01:30:00.000Z', '2026-10-25T09:00:00.000Z');
  const first = event('2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z');
  expect(moment.tz(first.startsAt, 'Europe/Berlin').format('HH:mm')).toBe(
    moment.tz(second.startsAt, 'Europe/Berlin').format('HH:mm'),
  );
  expect(parsed(calendarOf('Europe/Berlin', first, second)).map(({ starts, zone }) => [starts, zone])).toEqual([
    [first.startsAt.toISOString(), 'UTC'],
    [second.startsAt.toISOString(), 'UTC'],
  ]);
});

it('ends lines with CRLF, the last too, and folds them at 75 octets', () => {
  const summary = `${'Ünïcødé 🚒 '.repeat(20)} on call: Backend Team`;
  const text = calendarOf('Europe/Berlin', event('2026-03-22T08:00:00.000Z', '2026-03-29T07:00:00.000Z', { summary }));
  const lines = text.split('\r\n');
  expect(lines.at(-1)).toBe('');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  expect(parsed(text)[0]?.summary).toBe(summary);
});

it('lets no name write a line of the calendar', () => {
  const name = 'Team, A; B\\C\r\nBEGIN:VEVENT\nX:1';
  const summary = `${name} on call`;
  const text = shiftCalendar({
    name,
    timeZone: 'UTC',
    url: 'https://ringdown.example.com/on-call',
    events: [event('2026-03-22T08:00:00.000Z', '2026-03-29T07:00:00.000Z', { summary })],
  });
  expect(parsed(text)).toMatchObject([{ summary: 'Team, A; B\\C BEGIN:VEVENT X:1 on call' }]);
  const calendar = new ICAL.Component(ICAL.parse(text));
  // the parser gives a property of RFC 7986 as it stands
  expect(calendar.getFirstPropertyValue('name')).toBe('Team\\, A\\; B\\\\C BEGIN:VEVENT X:1');
});

it('says in UTC when an event was changed, and is the same whenever it is made', () => {
  const events = [event('2026-03-22T08:00:00.000Z', '2026-03-29T07:00:00.000Z')];
  expect(calendarOf('Europe/Berlin', ...events)).toContain('\r\nDTSTAMP:20260101T000000Z\r\n');
  expect(calendarOf('Europe/Berlin', ...events)).toBe(calendarOf('Europe/Berlin', ...events));
});

it('is a calendar without events where there is no shift', () =>
  expect(parsed(calendarOf('Europe/Berlin'))).toEqual([]));
