import { callerWords, verificationWords } from './caller-words.js';

describe('callerWords', () => {
  it.each([
    ['Mitchell Starc', '+14156040016', null, 'Mitchell Starc (+14156040016)'],
    [null, '+14156040016', null, '+14156040016'],
    [null, null, 'sip:alice@pbx.example.com', 'sip:alice@pbx.example.com'],
    [null, null, null, 'Unknown caller'],
  ])('says %s, %s, %s as %s', (name, number, address, words) =>
    expect(callerWords({ name, number, address })).toBe(words),
  );
});

it.each([
  [
    { result: 'failed', attestation: 'C', reported: 'TN-Validation-Failed-C' },
    'Failed verification by the carriers: the number may be forged (STIR/SHAKEN TN-Validation-Failed-C, attestation C)',
  ],
  [{ result: 'verified', attestation: null, reported: 'Verified' }, 'Signed by the carriers (STIR/SHAKEN Verified)'],
] as const)('says what the carriers say of a number: %j', (verification, words) =>
  expect(verificationWords(verification)).toBe(words),
);
