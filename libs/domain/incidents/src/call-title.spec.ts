import { callTitle, isCallTitle } from './call-title.js';

const call = {
  lineName: 'On-call hotline',
  callerName: 'Mitchell Starc',
  callerNumber: '+14156040016',
  callerAddress: null,
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
    [
      'a caller who is no phone number',
      { ...call, callerName: null, callerNumber: null, callerAddress: 'sip:alice@pbx.example.com' },
      'On-call hotline: Call from sip:alice@pbx.example.com (33s)',
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
      { ...call, lineName: 'Fraud desk', callerName: null, callerNumber: null, durationSeconds: null },
      'Fraud desk: Call from unknown caller (ringing)',
    ],
  ])('names %s', (_, parts, expected) => {
    expect(callTitle(parts)).toBe(expected);
    expect(isCallTitle(expected, parts)).toBe(true);
  });

  it.each([
    ['somebody gave', call, 'The database is down'],
    ['another caller has', call, 'On-call hotline: Call from +14155550199 (33s)'],
    ['another moment has', call, 'On-call hotline: Call from Mitchell Starc (+14156040016) (ringing)'],
    ['somebody gave to a withheld one', { ...call, callerNumber: null }, 'On-call hotline: Call from (33s)'],
  ])('is not one that %s', (_, parts, title) => expect(isCallTitle(title, parts)).toBe(false));
});
