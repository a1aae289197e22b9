import { callTitle, isCallTitle } from './call-title.js';

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
