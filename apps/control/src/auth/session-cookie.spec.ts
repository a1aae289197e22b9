import cookie from '@fastify/cookie';
import { fastify } from 'fastify';
import { csrfTokenOf, isCsrfToken, SessionCookie } from './session-cookie.js';

/** What a server reads from a request with this header. */
async function read(header: string | undefined, url = 'http://127.0.0.1:3000') {
  const server = fastify();
  await server.register(cookie);
  server.get('/', (request) => ({ token: new SessionCookie(url).read(request) }));
  const { body } = await server.inject({ url: '/', headers: header === undefined ? {} : { cookie: header } });
  await server.close();
  return (JSON.parse(body) as { token?: string }).token;
}

it.each([
  ['ringdown_session=abc', 'abc'],
  ['theme=dark; ringdown_session=abc; x=y', 'abc'],
  ['other_ringdown_session=abc', undefined],
  ['ringdown_session=', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads from "%s" %s', async (header, token) => {
  expect(await read(header)).toBe(token);
});

it('reads under https the cookie that is bound to the host, and no other', async () => {
  expect(await read('__Host-ringdown_session=abc', 'https://ringdown.example.com')).toBe('abc');
  expect(await read('ringdown_session=abc', 'https://ringdown.example.com')).toBeUndefined();
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
