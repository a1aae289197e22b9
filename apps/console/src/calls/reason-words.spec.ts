import { reasonWords } from './reason-words.js';

describe('reasonWords', () => {
  it.each([
    [null, ''],
    ['already_rung', 'Was already rung in this call'],
    ['carrier_said_no', 'carrier said no'],
  ])('says %s as "%s"', (reason, words) => expect(reasonWords(reason)).toBe(words));
});
