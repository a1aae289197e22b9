import { callOpensIncident, type CallOutcome } from './call-opens-incident.js';

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
