import {
  callEndWords,
  callOpensIncident,
  type CallOutcome,
  type CallOver,
  callTitle,
  isCallTitle,
  ringOpensIncident,
  statusAfterCall,
} from './call-incident.js';

describe('a call opens an incident', () => {
  it.each<[CallOutcome, { off: boolean; all: boolean; missed: boolean }]>([
    ['answered', { off: false, all: true, missed: false }],
    ['missed', { off: false, all: true, missed: true }],
    ['no_one_on_call', { off: false, all: true, missed: true }],
    ['failed', { off: false, all: true, missed: true }],
    ['rejected', { off: false, all: false, missed: false }],
  ])('when it was %s, on a line set to %o', (outcome, expected) => {
    const opens = (trigger: 'off' | 'all' | 'missed') => callOpensIncident(trigger, { outcome, test: false });
    expect({ off: opens('off'), all: opens('all'), missed: opens('missed') }).toEqual(expected);
  });

  it.each<CallOutcome>(['answered', 'missed', 'no_one_on_call', 'failed', 'rejected'])(
    'never when it was a test that ended %s',
    (outcome) => {
      const opens = (['off', 'all', 'missed'] as const).map((trigger) =>
        callOpensIncident(trigger, { outcome, test: true }),
      );
      expect(opens).toEqual([false, false, false]);
    },
  );
});

describe('a call opens an incident as soon as it comes in', () => {
  it.each([
    ['all', 'ringing', true],
    ['all', 'completed', false],
    ['missed', 'ringing', false],
    ['missed', 'completed', false],
    ['off', 'ringing', false],
    ['off', 'completed', false],
  ] as const)('on a line set to %s, %s: %s', (trigger, when, expected) => {
    expect(ringOpensIncident({ trigger, when }, { test: false, rejected: false })).toBe(expected);
    expect(ringOpensIncident({ trigger, when }, { test: true, rejected: false })).toBe(false);
    expect(ringOpensIncident({ trigger, when }, { test: false, rejected: true })).toBe(false);
  });
});

describe('the end of a call', () => {
  const over = (change: Partial<CallOver>): CallOver => ({
    status: 'triggered',
    outcome: 'answered',
    wasAnswered: false,
    isAcknowledgedByAnswer: false,
    ...change,
  });
  const byAnswer = { status: 'acknowledged', wasAnswered: true, isAcknowledgedByAnswer: true } as const;
  const byHand = { status: 'acknowledged', wasAnswered: true } as const;

  it.each([
    ['an answer that is reported only now acknowledges', over({}), 'acknowledge'],
    ['an answer that was reported has acknowledged', over(byAnswer), null],
    ['who reopened it after the answer wants it open', over({ wasAnswered: true }), null],
    ['a resolved one stays resolved', over({ status: 'resolved' }), null],
    ['a missed call leaves it open', over({ outcome: 'missed' }), null],
    ['who was never connected has acknowledged nothing', over({ ...byAnswer, outcome: 'missed' }), 'unacknowledge'],
    ['the same of a failed call', over({ ...byAnswer, outcome: 'failed' }), 'unacknowledge'],
    ['who acknowledged by hand stands by it', over({ ...byHand, outcome: 'missed' }), null],
    ['a resolved one is not reopened', over({ ...byAnswer, status: 'resolved', outcome: 'missed' }), null],
    ['a rejected call was nothing', over({ outcome: 'rejected' }), 'resolve'],
    ['also when somebody looked at it', over({ ...byHand, outcome: 'rejected' }), 'resolve'],
    ['which is so once', over({ status: 'resolved', outcome: 'rejected' }), null],
  ] as const)('%s', (_, call, verb) => expect(statusAfterCall(call)).toBe(verb));

  it.each([
    ['answered', 'Priya S.', 'The call ended after 33 s: Priya S. answered'],
    ['answered', null, 'The call ended after 33 s: it was answered'],
    ['missed', null, 'The call ended after 33 s: nobody answered'],
    ['no_one_on_call', null, 'The call ended after 33 s: no one was on call'],
    ['rejected', null, 'The call ended after 33 s: it was rejected'],
    ['failed', null, 'The call ended after 33 s: it failed'],
  ] as const)('is in the timeline, of a call that was %s (%s)', (outcome, receiverName, words) => {
    expect(callEndWords({ outcome, duration: 33, receiverName })).toBe(words);
  });
});

const caller = 'Mitchell Starc (+14156040016)';
const call = { lineName: 'On-call hotline', caller, durationSeconds: 33 };

describe('the title of a call incident', () => {
  it.each([
    ['a caller', call, 'On-call hotline: Call from Mitchell Starc (+14156040016) (33s)'],
    [
      'more than a minute, in seconds',
      { ...call, durationSeconds: 125 },
      'On-call hotline: Call from Mitchell Starc (+14156040016) (125s)',
    ],
    [
      'no time at all',
      { ...call, caller: '+14156040016', durationSeconds: 0 },
      'On-call hotline: Call from +14156040016 (0s)',
    ],
    [
      'a call that still rings',
      { ...call, durationSeconds: null },
      'On-call hotline: Call from Mitchell Starc (+14156040016) (ringing)',
    ],
    [
      'an unknown caller of a call that still rings',
      { lineName: 'Fraud desk', caller: 'unknown caller', durationSeconds: null },
      'Fraud desk: Call from unknown caller (ringing)',
    ],
  ])('names %s', (_, parts, expected) => {
    expect(callTitle(parts)).toBe(expected);
    expect(isCallTitle(expected, parts)).toBe(true);
    expect(isCallTitle(expected, { ...parts, caller: null })).toBe(true);
  });

  it.each([
    ['somebody gave', call, 'The database is down'],
    ['another caller has', call, 'On-call hotline: Call from +14155550199 (33s)'],
    ['another moment has', call, 'On-call hotline: Call from Mitchell Starc (+14156040016) (ringing)'],
    ['somebody gave to an unknown one', { ...call, caller: null }, 'On-call hotline: Call from (33s)'],
  ])('is not one that %s', (_, parts, title) => expect(isCallTitle(title, parts)).toBe(false));
});
