import { csrfTokenOf, isCsrfToken, SessionCookie } from './session-cookie.js';

const read = (cookie: string | undefined, url = 'http://127.0.0.1:3000') =>
  new SessionCookie(url).read({ headers: cookie === undefined ? {} : { cookie } });

it.each([
  ['ringdown_session=abc', 'abc'],
  ['theme=dark; ringdown_session=abc; x=y', 'abc'],
  ['other_ringdown_session=abc', undefined],
  ['ringdown_session=', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads from "%s" %s', (header, token) => {
  expect(read(header)).toBe(token);
});

it('reads under https the cookie that is bound to the host, and no other', () => {
  expect(read('__Host-ringdown_session=abc', 'https://ringdown.example.com')).toBe('abc');
  expect(read('ringdown_session=abc', 'https://ringdown.example.com')).toBeUndefined();
});

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
