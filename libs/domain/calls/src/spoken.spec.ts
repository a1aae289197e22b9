import { unknownCaller } from './caller.js';
import { speechSeconds } from './spoken.js';
import { screeningLimitMs, screeningSeconds } from './screening.js';
import { details, play, plivo, received, someone } from './testing/a-call.js';

it.each([
  ['nothing', [{ text: '' }], 0],
  ['English, at some 170 words a minute', [{ text: 'Call for On-call hotline from Mitchell Starc' }], 2.75],
  ['a stop between two sentences', [{ text: 'Hold. Hold.' }], 11 / 16 + 0.4],
  ['numbers, which are words', [{ text: 'Press 1, or 2' }], 13 / 16 + 2 * 0.125],
  ['a telephone number, digit by digit', [{ telephone: '+14155550199' }], 11 * 0.35],
  ['a script that has a syllable in each sign', [{ text: '当直チーム' }], 5 * 0.17],
  ['all of its parts', [{ text: 'from ' }, { telephone: '+4930123456' }], 5 / 16 + 10 * 0.35],
])('takes the time to say %s', (_, parts, seconds) => expect(speechSeconds(parts)).toBeCloseTo(seconds, 5));

describe('a screening', () => {
  const by = (provider: 'twilio' | 'plivo', caller = details().caller) =>
    play({
      ...received([someone(0)]),
      details: { ...details(), ...(provider === 'plivo' ? plivo : {}), caller },
    }).call;
  const stranger = { ...unknownCaller, number: '+14155550199' };

  it('that is counted from the pick-up takes the prompt as it is said, and ten seconds of silence', () => {
    // "Call for On-call hotline from Mitchell Starc. Press 1 to accept, or 2 to pass it on.": 6 s
    expect(screeningSeconds(by('plivo'))).toBe(17);
    // the number takes 3.9 s in place of the name's 0.9
    expect(screeningSeconds(by('plivo', stranger))).toBe(20);
  });

  it('is over for us only when the provider must have reported its end', () => {
    expect(screeningLimitMs(by('plivo'))).toBe(25_000);
    // a prompt at half the pace, the silence, and the way back
    expect(screeningLimitMs(by('twilio'))).toBe(25_000);
  });
});
