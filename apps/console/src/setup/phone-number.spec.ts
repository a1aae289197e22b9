import { phoneNumber } from './phone-number.js';

describe('phoneNumber', () => {
  it.each([
    ['', null],
    ['  ', null],
    ['+1 (415) 555-0102', '+14155550102'],
    ['+49 30/1234.567', '+49301234567'],
    ['call me', 'callme'],
  ])('reads "%s" as %s', (typed, number) => expect(phoneNumber(typed)).toBe(number));
});
