import type { ShiftEvent } from '../stories/index.js';

type Started = Extract<ShiftEvent, { subject: 'oncall.shift_started.v1' }>;
type Ended = Extract<ShiftEvent, { subject: 'oncall.shift_ended.v1' }>;
type Shift = Started['data']['oncall']['shift'];

const dataOf = (change: Partial<Shift> = {}) => ({
  organization: { id: 'organisation', name: 'ringdown.example.com' },
  user: { id: 'user_1', firstName: 'Priya', lastName: 'S.', email: 'priya@example.com' },
  oncall: {
    id: 'sched_one',
    name: 'Backend Team',
    url: 'https://ringdown.example.com/on-call',
    shift: {
      id: 'sched_one.user_1.1767603600000',
      start: '2026-01-05T09:00:00.000Z',
      end: '2026-01-12T09:00:00.000Z',
      ...change,
    },
  },
});

export const shiftStarted = (handoff: Started['data']['handoff'], shift: Partial<Shift> = {}): Started => ({
  subject: 'oncall.shift_started.v1',
  data: { event_type: 'oncall_shift_start', ...dataOf(shift), handoff },
});

export const shiftEnded = (handoff: Ended['data']['handoff']): Ended => ({
  subject: 'oncall.shift_ended.v1',
  data: { event_type: 'oncall_shift_end', ...dataOf(), handoff },
});
