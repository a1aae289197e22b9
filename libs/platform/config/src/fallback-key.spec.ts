import { fallbackKey } from './fallback-key.js';

const secretKey = 'a'.repeat(32);

it('is 32 hexadecimal digits, the same each time', () => {
  expect(fallbackKey(secretKey, 'line_1')).toMatch(/^[0-9a-f]{32}$/);
  expect(fallbackKey(secretKey, 'line_1')).toBe(fallbackKey(secretKey, 'line_1'));
});

it('differs from line to line, and from one SECRET_KEY to another', () => {
  const key = fallbackKey(secretKey, 'line_1');
  expect(fallbackKey(secretKey, 'line_2')).not.toBe(key);
  expect(fallbackKey('b'.repeat(32), 'line_1')).not.toBe(key);
});
