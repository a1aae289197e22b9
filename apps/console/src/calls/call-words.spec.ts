import { callerWords, deletionWords, reasonWords, verificationWords } from './call-words.js';

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

describe('reasonWords', () => {
  it.each([
    [null, ''],
    ['already_rung', 'Was already rung in this call'],
    ['carrier_said_no', 'carrier said no'],
  ])('says %s as "%s"', (reason, words) => expect(reasonWords(reason)).toBe(words));
});

const bare = { recording: null, voicemail: null, provider: 'twilio', incidentId: null, notes: '' } as const;
const media = { url: '/audio', seconds: 12 };

describe('deletionWords', () => {
  it('speak only of what is there', () => expect(deletionWords(bare)).toEqual(['The call leaves the log.']));
  it('name the provider that deletes too', () =>
    expect(deletionWords({ ...bare, provider: 'plivo', recording: media })).toContain(
      'Its recording is deleted, at Plivo too.',
    ));
  it('name everything', () =>
    expect(
      deletionWords({
        ...bare,
        recording: media,
        voicemail: { ...media, transcript: null },
        incidentId: 'inc_1',
        notes: 'x',
      }),
    ).toHaveLength(5));
});
