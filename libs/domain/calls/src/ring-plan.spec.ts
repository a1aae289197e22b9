import { type Candidate, ringPlan } from './ring-plan.js';
import type { RingRules } from './skip-reasons.js';

const caller = '+14156040016';
const candidate = (change: Partial<Candidate> = {}): Candidate => ({
  role: 'primary',
  user: { id: 'user_1', name: 'Priya S.', phone: '+14155550102' },
  scheduleId: 'sched_1',
  scheduleName: 'Primary rota',
  ...change,
});
const rules = (change: Partial<RingRules> = {}): RingRules => ({
  callerNumber: caller,
  whyNotDialled: () => null,
  tester: null,
  ...change,
});
const withheld = rules({ callerNumber: null });
const sam = { id: 'user_2', name: 'Sam T.', phone: '+14155550103' };

it('rings each in turn, with the schedule through which they were found', () => {
  expect(
    ringPlan([candidate(), candidate({ role: 'fallback1', user: sam, scheduleId: null, scheduleName: null })], rules()),
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
    rules({ callerNumber }),
  );
  expect(primary).toEqual({ role: 'primary', responder: null, skip, user: shown, scheduleId: 'sched_1' });
  expect(fallback).toMatchObject({ role: 'fallback1', skip: null });
});

it('rings who stands in, and says for whom', () => {
  const standsInFor = { id: 'user_2', name: 'Sam T.' };
  expect(ringPlan([candidate({ standsInFor })], rules())).toEqual([
    { role: 'primary', skip: null, standsInFor, responder: expect.objectContaining({ userId: 'user_1' }) },
  ]);
  const noPhone = candidate({ user: { ...named, phone: null }, standsInFor });
  expect(ringPlan([noPhone], rules())).toMatchObject([{ skip: 'no_phone', user: named, standsInFor }]);
});

it('skips who is absent without a stand-in, and does not count them as planned', () => {
  const plan = ringPlan([candidate({ absent: true }), candidate({ role: 'fallback1' })], rules());
  expect(plan).toMatchObject([{ skip: 'absent', user: named, responder: null }, { skip: null }]);
});

it('rings a person once, in the first role that they have', () => {
  const plan = ringPlan(
    [candidate(), candidate({ role: 'fallback1' }), candidate({ role: 'fallback2', user: sam })],
    withheld,
  );
  expect(plan.map(({ role, skip }) => [role, skip])).toEqual([
    ['primary', null],
    ['fallback1', 'already_rung'],
    ['fallback2', null],
  ]);
});

it('rings a phone once, whoever it belongs to: two people with one on-call phone', () => {
  const sharing = { ...sam, id: 'user_3', name: 'Alex R.', phone: candidate().user?.phone ?? '' };
  const plan = ringPlan(
    [candidate(), candidate({ role: 'fallback1', user: sharing }), candidate({ role: 'fallback2', user: sam })],
    withheld,
  );
  expect(plan.map(({ skip }) => skip)).toEqual([null, 'already_rung', null]);
  expect(plan[1]).toMatchObject({ user: { id: 'user_3', name: 'Alex R.' } });
});

it('does not count a phone as planned that may not be dialled', () => {
  const sharing = { ...sam, id: 'user_3', phone: candidate().user?.phone ?? '' };
  const plan = ringPlan(
    [candidate(), candidate({ role: 'fallback1', user: sharing })],
    rules({ whyNotDialled: () => 'has a number that is never dialled' }),
  );
  expect(plan.map(({ skip }) => skip)).toEqual(['phone_not_allowed', 'phone_not_allowed']);
});

it('does not count somebody who was skipped as planned', () => {
  const unreachable = candidate({ user: { ...named, phone: null } });
  expect(ringPlan([unreachable, candidate({ role: 'fallback1' })], withheld).map(({ skip }) => skip)).toEqual([
    'no_phone',
    null,
  ]);
});

it('takes a withheld number for nobody’s', () => {
  expect(ringPlan([candidate({ user: { ...named, phone: null } })], withheld)[0]?.skip).toBe('no_phone');
});

it('is empty for a line without targets', () => expect(ringPlan([], rules())).toEqual([]));

it('dials no number that the toll-fraud rule refuses', () => {
  const whyNotDialled = (phone: string) => (phone === sam.phone ? 'is in Guernsey (GG)' : null);
  const plan = ringPlan([candidate({ user: sam }), candidate({ role: 'fallback1' })], rules({ whyNotDialled }));
  expect(plan.map(({ skip }) => skip)).toEqual(['phone_not_allowed', null]);
});

describe('in test mode', () => {
  const onCall = [
    candidate(),
    candidate({ role: 'fallback1', user: null }),
    candidate({ role: 'fallback2', user: sam }),
  ];
  const tester = { id: 'user_9', name: 'Kim T.', phone: '+14155550109' };

  it('every ring goes to the tester, as a person', () => {
    expect(
      ringPlan(onCall, rules({ tester })).map((p) => [p.role, p.responder?.userId, p.responder?.scheduleId]),
    ).toEqual([
      ['primary', 'user_9', null],
      ['fallback1', 'user_9', null],
      ['fallback2', 'user_9', null],
    ]);
  });

  it('the tester’s number is under the same rules', () => {
    const skipped = (change: Partial<RingRules>) => ringPlan(onCall, rules({ tester, ...change })).map((p) => p.skip);
    expect(skipped({ whyNotDialled: () => 'is abroad' })).toEqual(Array(3).fill('phone_not_allowed'));
    expect(skipped({ callerNumber: tester.phone })).toEqual(Array(3).fill('is_the_caller'));
  });
});
