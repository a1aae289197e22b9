import { callOpensIncident, type CallOutcome, ringOpensIncident } from './call-opens-incident.js';

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
