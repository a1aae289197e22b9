import { reasonWords } from './reason-words.js';

describe('reasonWords', () => {
  it.each([
    [null, ''],
    ['already_rung', 'Is in the ring plan already'],
    ['carrier_said_no', 'Carrier said no'],
  ])('says %s as "%s"', (reason, words) => expect(reasonWords(reason)).toBe(words));
});
