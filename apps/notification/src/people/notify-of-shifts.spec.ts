import { shiftNotice } from './notify-of-shifts.js';

type Due = Parameters<typeof shiftNotice>[0];
const due = (type: Due['event_type'], minutesBefore: number, end: string | null = '2026-01-12T08:00:00.000Z'): Due => ({
  event_type: type,
  organization: { id: 'organisation', name: 'Ringdown' },
  user: { id: 'user_1', firstName: 'Priya', lastName: 'S.', email: 'priya@example.com' },
  oncall: {
    id: 'sched_1',
    name: 'Backend',
    url: 'https://ringdown.example.com/on-call',
    shift: { id: 'shift_1', start: '2026-01-05T08:00:00.000Z', end },
  },
  notice: { type: 'sms', minutesBefore },
});

it.each([
  [due('oncall_shift_start', 0), 'You are on call', 'Backend, until 12 Jan 2026, 09:00'],
  [due('oncall_shift_start', 60), 'You will be on call at 5 Jan 2026, 09:00', 'Backend, until 12 Jan 2026, 09:00'],
  [due('oncall_shift_start', 0, null), 'You are on call', 'Backend, until further notice'],
  [due('oncall_shift_end', 0), 'Your shift is over', 'Backend, since 12 Jan 2026, 09:00'],
])('says %j in the zone of the person', (event, title, text) => {
  expect(shiftNotice(event, 'Europe/Berlin')).toEqual({ title, text, url: 'https://ringdown.example.com/on-call' });
});
