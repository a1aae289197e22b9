import { choiceError } from './choice-error.js';

describe('choiceError', () => {
  it.each([
    [undefined, null, undefined],
    ['Provider account: choose one by its id, which begins with acct_.', null, 'Choose one'],
    ['Steps: enter at least 1 entry.', [], 'Choose one'],
    ['there is no such account', 'acct_1', 'there is no such account'],
  ])('makes of %j with %j chosen: %j', (error, chosen, words) => expect(choiceError(error, chosen)).toBe(words));
});
