import { csrfTokenOf, isCsrfToken } from './csrf-token.js';

const token = csrfTokenOf('session', 'key');

it('is the same for the same session, and another one for any other session or key', () => {
  expect(csrfTokenOf('session', 'key')).toBe(token);
  expect(new Set([token, csrfTokenOf('other', 'key'), csrfTokenOf('session', 'other')]).size).toBe(3);
});

it('is accepted for its own session alone', () => {
  expect(isCsrfToken(token, 'session', 'key')).toBe(true);
  expect(isCsrfToken(token, 'other', 'key')).toBe(false);
  expect(isCsrfToken(token, 'session', 'other')).toBe(false);
});

it.each([undefined, '', 'x', token.slice(1), `${token}x`, [token], null])('does not accept %j', (given) => {
  expect(isCsrfToken(given, 'session', 'key')).toBe(false);
});
