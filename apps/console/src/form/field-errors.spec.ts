import { choiceError, errorAt, errorsElsewhere, fieldPath, repeatsErrors } from './field-errors.js';

describe('fieldPath', () => {
  it.each([
    ['name', 'name'],
    ['layers.0.name', 'layers.0.name'],
    ['layers[0].name', 'layers.0.name'],
    ['messages["welcome"].text', 'messages.welcome.text'],
    ['/layers/0/name', 'layers.0.name'],
    ['#/name', 'name'],
    [['layers', 0, 'name'], 'layers.0.name'],
    [undefined, ''],
  ])('reads %j as %s', (raw, path) => expect(fieldPath(raw)).toBe(path));
});

const errors = [
  { path: 'name', message: 'Name: enter a name.' },
  { path: 'fallbacks.1.id', message: 'no such schedule' },
  { path: 'nameless', message: 'elsewhere' },
];

describe('errorAt', () => {
  it('finds the error of the field itself', () => expect(errorAt(errors, 'name')).toBe('Name: enter a name.'));
  it('finds the error of a part of the field', () => expect(errorAt(errors, 'fallbacks')).toBe('no such schedule'));
  it('does not take a longer name for a part', () => expect(errorAt(errors.slice(2), 'name')).toBeUndefined());
});

describe('errorsElsewhere', () => {
  it('keeps only what no shown field covers', () =>
    expect(errorsElsewhere(errors, new Set(['name', 'fallbacks']))).toEqual([errors[2]]));
  it('keeps an error of the whole input', () =>
    expect(errorsElsewhere([{ path: '', message: 'whole' }], ['name'])).toHaveLength(1));
});

describe('repeatsErrors', () => {
  const one = [{ path: 'name', message: 'Name: enter a name.' }];
  it.each([
    ['Name: enter a name.', one, true],
    ['This number is taken.', one, false],
    ['This number is taken.', [], false],
  ])('tells whether "%s" says no more than its errors', (detail, found, expected) =>
    expect(repeatsErrors({ detail, errors: found })).toBe(expected),
  );
});

describe('choiceError', () => {
  it.each([
    [undefined, null, undefined],
    ['Provider account: choose one by its id, which begins with acct_.', null, 'Choose one'],
    ['Steps: enter at least 1 entry.', [], 'Choose one'],
    ['there is no such account', 'acct_1', 'there is no such account'],
  ])('makes of %j with %j chosen: %j', (error, chosen, words) => expect(choiceError(error, chosen)).toBe(words));
});
