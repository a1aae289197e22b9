import { type Candidate, ringPlan } from './ring-plan.js';

const caller = '+14156040016';
const candidate = (change: Partial<Candidate> = {}): Candidate => ({
  role: 'primary',
  user: { id: 'user_1', name: 'Priya S.', phone: '+14155550102' },
  scheduleId: 'sched_1',
  scheduleName: 'Primary rota',
  ...change,
});
const sam = { id: 'user_2', name: 'Sam T.', phone: '+14155550103' };

it('rings each in turn, with the schedule through which they were found', () => {
  expect(
    ringPlan([candidate(), candidate({ role: 'fallback1', user: sam, scheduleId: null, scheduleName: null })], caller),
  ).toEqual([
    {
      role: 'primary',
      skip: null,
      responder: {
        userId: 'user_1',
        userName: 'Priya S.',
        phone: '+14155550102',
        scheduleId: 'sched_1',
        scheduleName: 'Primary rota',
      },
    },
    {
      role: 'fallback1',
      skip: null,
      responder: { userId: 'user_2', userName: 'Sam T.', phone: '+14155550103', scheduleId: null, scheduleName: null },
    },
  ]);
});

const named = { id: 'user_1', name: 'Priya S.' };
it.each([
  ['nobody_on_call', null, caller, null],
  ['no_phone', { ...named, phone: null }, caller, named],
  ['no_phone', { ...named, phone: '' }, caller, named],
  ['is_the_caller', { ...named, phone: caller }, caller, named],
] as const)('skips the primary: %s', (skip, user, callerNumber, shown) => {
  const [primary, fallback] = ringPlan(
    [candidate({ user }), candidate({ role: 'fallback1', user: sam })],
    callerNumber,
  );
  expect(primary).toEqual({ role: 'primary', responder: null, skip, user: shown, scheduleId: 'sched_1' });
  expect(fallback).toMatchObject({ role: 'fallback1', skip: null });
});

it('rings a person once, in the first role that they have', () => {
  const plan = ringPlan(
    [candidate(), candidate({ role: 'fallback1' }), candidate({ role: 'fallback2', user: sam })],
    null,
  );
  expect(plan.map(({ role, skip }) => [role, skip])).toEqual([
    ['primary', null],
    ['fallback1', 'already_rung'],
    ['fallback2', null],
  ]);
});

it('does not count somebody who was skipped as planned', () => {
  const away = candidate({ user: { ...named, phone: null } });
  expect(ringPlan([away, candidate({ role: 'fallback1' })], null).map(({ skip }) => skip)).toEqual(['no_phone', null]);
});

it('takes a withheld number for nobody’s', () => {
  expect(ringPlan([candidate({ user: { ...named, phone: null } })], null)[0]?.skip).toBe('no_phone');
});

it('is empty for a line without targets', () => expect(ringPlan([], caller)).toEqual([]));
