import { SessionCookie } from './session-cookie.js';

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
