import { SecretCipher } from './secret-cipher.js';

const cipher = new SecretCipher('a'.repeat(32));

it('opens what it closed, and closes the same text differently each time', () => {
  const encrypted = cipher.encrypt('tökén');
  expect(cipher.decrypt(encrypted)).toBe('tökén');
  expect(cipher.encrypt('tökén')).not.toBe(encrypted);
});

it('does not open with another key, or after a change', () => {
  const encrypted = cipher.encrypt('token');
  expect(() => new SecretCipher('b'.repeat(32)).decrypt(encrypted)).toThrow('SECRET_KEY');
  expect(() => cipher.decrypt(`${encrypted.slice(0, -2)}AA`)).toThrow();
});
