import { DomainError } from '@ringdown/kernel';
import fc from 'fast-check';
import { fromCursor, toCursor } from './cursor.js';

it('gives back the place it was made of, in characters that stand in a URL', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }), (key) => {
      const cursor = toCursor(key);
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(fromCursor(cursor, key.length)).toEqual(key);
    }),
  );
});

it('begins at the beginning without one', () => {
  expect(fromCursor(undefined, 2)).toBeNull();
  expect(fromCursor('', 2)).toBeNull();
});

const refusal = (cursor: string): unknown => {
  try {
    return fromCursor(cursor, 2);
  } catch (error) {
    return error;
  }
};

it('refuses what this list did not hand out, naming the field', () => {
  const forged = [
    toCursor(['only one']),
    toCursor(['a', 'b', 'c']),
    toCursor([1, 2] as never),
    'e30',
    'bnVsbA',
    '%',
    '🙂',
  ];
  for (const cursor of forged) {
    expect(refusal(cursor)).toBeInstanceOf(DomainError);
    expect(refusal(cursor)).toMatchObject({ kind: 'invalid', errors: [{ path: 'cursor' }] });
  }
});
