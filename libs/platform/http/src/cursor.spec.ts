import { DomainError } from '@ringdown/kernel';
import fc from 'fast-check';
import { fromCursor, toCursor } from './cursor.js';

it('gives back the place it was made of, in characters that stand in a URL', () => {
  const place = fc.tuple(
    fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
    fc.nat(),
    fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
  );
  fc.assert(
    fc.property(place, ([text, number, date]) => {
      const key = [text, String(number), date.toISOString()];
      const cursor = toCursor(key);
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(fromCursor(cursor, ['text', 'number', 'instant'])).toEqual(key);
    }),
  );
});

it('begins at the beginning without one', () => {
  expect(fromCursor(undefined, ['text'])).toBeNull();
  expect(fromCursor('', ['text'])).toBeNull();
});

it.each([
  ['another length', toCursor(['2026-11-21T00:00:00.000Z'])],
  ['another length', toCursor(['2026-11-21T00:00:00.000Z', 'b', 'c'])],
  ['no strings', toCursor([1, 2] as never)],
  ['no instant', toCursor(['x', 'call_1'])],
  ['an instant that Postgres does not know', toCursor(['0000-01-01T00:00:00.000Z', 'call_1'])],
  ['a NUL', toCursor(['2026-11-21T00:00:00.000Z', '\0'])],
  ['half of a character', toCursor(['2026-11-21T00:00:00.000Z', '\ud800'])],
  ['no list', 'e30'],
  ['null', 'bnVsbA'],
  ['no base64', '%'],
  ['no base64', '🙂'],
])('refuses what this list did not hand out, naming the field (%s)', (_what, cursor) => {
  const read = () => fromCursor(cursor, ['instant', 'text']);
  expect(read).toThrow(DomainError);
  expect(read).toThrow(
    expect.objectContaining({ kind: 'invalid', errors: [expect.objectContaining({ path: 'cursor' })] }),
  );
});

it.each(['x', '-1', '1.5', '9'.repeat(30), ''])('refuses a number that is none (%j)', (number) => {
  expect(() => fromCursor(toCursor([number]), ['number'])).toThrow(DomainError);
});
