import { deletionWords, reasonWords } from './call-words.js';

describe('reasonWords', () => {
  it.each([
    [null, ''],
    ['already_rung', 'Is in the ring plan already'],
    ['carrier_said_no', 'Carrier said no'],
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
