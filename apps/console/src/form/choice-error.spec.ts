import { choiceError } from './choice-error.js';

describe('choiceError', () => {
  it.each([
    [undefined, null, undefined],
    ['expected an id that begins with acct_', null, 'Choose one'],
    ['Too small: expected array to have >=1 items', [], 'Choose one'],
    ['there is no such account', 'acct_1', 'there is no such account'],
  ])('makes of %j with %j chosen: %j', (error, chosen, words) => expect(choiceError(error, chosen)).toBe(words));
});
