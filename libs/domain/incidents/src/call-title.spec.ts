import { callTitle } from './call-title.js';

const call = {
  lineName: 'On-call hotline',
  callerName: 'Mitchell Starc',
  callerNumber: '+14156040016',
  durationSeconds: 33,
};

describe('the title of a call incident', () => {
  it.each([
    ['a saved caller', call, 'On-call hotline: Call from Mitchell Starc (+14156040016) (33s)'],
    ['an unknown number', { ...call, callerName: null }, 'On-call hotline: Call from +14156040016 (33s)'],
    ['an empty name', { ...call, callerName: '' }, 'On-call hotline: Call from +14156040016 (33s)'],
    [
      'a withheld number',
      { ...call, callerName: null, callerNumber: null },
      'On-call hotline: Call from unknown caller (33s)',
    ],
    ['a name without a number', { ...call, callerNumber: null }, 'On-call hotline: Call from unknown caller (33s)'],
    [
      'more than a minute, in seconds',
      { ...call, durationSeconds: 125 },
      'On-call hotline: Call from Mitchell Starc (+14156040016) (125s)',
    ],
    [
      'no time at all',
      { ...call, callerName: null, durationSeconds: 0 },
      'On-call hotline: Call from +14156040016 (0s)',
    ],
    [
      'a call that still rings',
      { ...call, durationSeconds: null },
      'On-call hotline: Call from Mitchell Starc (+14156040016) (ringing)',
    ],
    [
      'a withheld number that still rings',
      { lineName: 'Fraud desk', callerName: null, callerNumber: null, durationSeconds: null },
      'Fraud desk: Call from unknown caller (ringing)',
    ],
  ])('names %s', (_, parts, expected) => {
    expect(callTitle(parts)).toBe(expected);
  });
});
