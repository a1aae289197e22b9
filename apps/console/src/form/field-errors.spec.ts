import { choiceError, errorAt, errorsByPath, errorsElsewhere, momentError } from './field-errors.js';

const errors = {
  name: 'Name: enter a name.',
  'fallbacks.1.id': 'no such schedule',
  nameless: 'elsewhere',
};

describe('errorsByPath', () => {
  it('keeps the first error of each field, in their order', () =>
    expect(
      Object.entries(
        errorsByPath([
          { path: 'name', message: 'one' },
          { path: 'email', message: 'two' },
          { path: 'name', message: 'three' },
        ]),
      ),
    ).toEqual([
      ['name', 'one'],
      ['email', 'two'],
    ]));
});

describe('errorAt', () => {
  it('finds the error of the field itself', () => expect(errorAt(errors, 'name')).toBe('Name: enter a name.'));
  it('finds the error of a part of the field', () => expect(errorAt(errors, 'fallbacks')).toBe('no such schedule'));
  it('does not take a longer name for a part', () =>
    expect(errorAt({ nameless: 'elsewhere' }, 'name')).toBeUndefined());
});

describe('errorsElsewhere', () => {
  it('keeps only what no shown field covers', () =>
    expect(errorsElsewhere(errors, ['name', 'fallbacks'])).toEqual({ nameless: 'elsewhere' }));
  it('keeps an error of the whole input', () =>
    expect(errorsElsewhere({ '': 'whole' }, ['name'])).toEqual({ '': 'whole' }));
});

describe('choiceError', () => {
  it.each([
    [undefined, null, undefined],
    ['Provider account: choose one by its id, which begins with acct_.', null, 'Choose one'],
    ['Steps: enter at least 1 entry.', [], 'Choose one'],
    ['there is no such account', 'acct_1', 'there is no such account'],
  ])('makes of %j with %j chosen: %j', (error, chosen, words) => expect(choiceError(error, chosen)).toBe(words));
});

describe('momentError', () => {
  const inUtc = 'Until: enter an instant in UTC.';
  it('asks for what is missing', () => expect(momentError(inUtc, '')).toBe('Enter a day and a time of day'));
  it('leaves what else is wrong', () =>
    expect(momentError('Until: too late.', '2026-01-05T09:00')).toBe('Until: too late.'));
  it('has nothing against what is right', () => expect(momentError(undefined, '')).toBeUndefined());
});
