import { callerAtStart, callerSpoken, callerWords, unknownCaller, verificationWords } from './caller.js';

const name = 'Mitchell Starc';
const number = '+14156040016';
const address = 'sip:alice@pbx.example.com';

describe('a caller', () => {
  it.each([
    ['a contact', { name, number }, 'Mitchell Starc (+14156040016)', { text: name }],
    ['a number', { number }, '+14156040016', { telephone: number }],
    ['a number that is saved under no name', { name: '', number }, '+14156040016', { telephone: number }],
    ['a name without a number', { name }, 'Mitchell Starc', { text: name }],
    ['an address', { address }, 'sip:alice@pbx.example.com', { text: 'alice' }],
    ['an address of digits', { address: '4155550101' }, '4155550101', { telephone: '4155550101' }],
    ['a contact who calls from an address', { name, address }, `Mitchell Starc (${address})`, { text: name }],
    [
      'a number that no carrier vouches for',
      { number, verification: { result: 'failed', attestation: null, reported: 'No' } as const },
      '+14156040016',
      { telephone: number },
    ],
  ])('reads and sounds like itself: %s', (_, known, words, spoken) => {
    const caller = { ...unknownCaller, ...known };
    expect([callerWords(caller), callerAtStart(caller)]).toEqual([words, words]);
    expect(callerSpoken(caller)).toEqual(spoken);
  });

  it('who withholds the number is unknown', () => {
    expect(callerWords(unknownCaller)).toBe('unknown caller');
    expect(callerAtStart(unknownCaller)).toBe('Unknown caller');
    expect(callerSpoken(unknownCaller)).toEqual({ text: 'an unknown caller' });
  });
});

it.each([
  [
    { result: 'verified', attestation: null, reported: 'Verified' },
    'The carriers signed the call (STIR/SHAKEN Verified)',
  ],
  [
    { result: 'unverified', attestation: 'B', reported: 'Not Verified' },
    "No carrier vouches for the caller's number (STIR/SHAKEN Not Verified, attestation B)",
  ],
  [
    { result: 'failed', attestation: 'C', reported: 'TN-Validation-Failed-C' },
    "The caller's number failed verification by the carriers: it may be forged (STIR/SHAKEN TN-Validation-Failed-C)",
  ],
] as const)('says what the carriers say of the number: %j', (verification, words) =>
  expect(verificationWords(verification)).toBe(words),
);
