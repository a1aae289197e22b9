import { callerWords } from './caller-words.js';

describe('callerWords', () => {
  it.each([
    ['Mitchell Starc', '+14156040016', 'Mitchell Starc (+14156040016)'],
    [null, '+14156040016', '+14156040016'],
    [null, null, 'Unknown caller'],
  ])('says %s, %s as %s', (name, number, words) => expect(callerWords({ name, number, contactId: null })).toBe(words));
});
