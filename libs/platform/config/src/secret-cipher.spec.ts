import { fallbackKey, SecretCipher } from './secret-cipher.js';

const cipher = new SecretCipher('a'.repeat(32));

it('decrypts what it encrypted, and encrypts the same text differently each time', () => {
  const encrypted = cipher.encrypt('tökén');
  expect(cipher.decrypt(encrypted)).toBe('tökén');
  expect(cipher.encrypt('tökén')).not.toBe(encrypted);
});

it('does not decrypt with another key, or after a change', () => {
  const encrypted = cipher.encrypt('token');
  expect(() => new SecretCipher('b'.repeat(32)).decrypt(encrypted)).toThrow('SECRET_KEY');
  expect(() => cipher.decrypt(`${encrypted.slice(0, -2)}AA`)).toThrow();
});

describe('the key of a fallback URL', () => {
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
});
