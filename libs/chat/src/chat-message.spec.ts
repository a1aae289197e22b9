import fc from 'fast-check';
import { cut, cutLine } from './chat-message.js';

it('leaves alone what fits', () => {
  expect(cut('12345', 5)).toBe('12345');
  expect(cut('', 5)).toBe('');
});

it('marks what is missing', () => {
  expect(cut('123456', 5)).toBe('1234…');
});

it('counts what is written, and cuts no escape in two', () => {
  const escape = (c: string) => (c === '&' ? '&amp;' : c);
  expect(cut('&&', 10, escape)).toBe('&amp;&amp;');
  expect(cut('&&&', 12, escape)).toBe('&amp;&amp;…');
  expect(cut('&&', 9, escape)).toBe('&amp;…');
});

it('cuts no emoji in two', () => {
  expect(cut('🔴🔴🔴', 4)).toBe('🔴…');
});

it('makes one line', () => {
  expect(cutLine(' a\n\tb ', 10)).toBe('a b');
});

it('never exceeds the limit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 30 }), (text, limit) => {
      expect(cut(text, limit).length).toBeLessThanOrEqual(limit);
    }),
  );
});
