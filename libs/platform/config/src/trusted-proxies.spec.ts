import { trustedProxies } from './trusted-proxies.js';

it.each([
  ['loopback', ['loopback']],
  ['10.0.0.2', ['10.0.0.2']],
  [' 10.0.0.2 ,172.16.0.0/12, fd00::/8,::1', ['10.0.0.2', '172.16.0.0/12', 'fd00::/8', '::1']],
  ['uniquelocal, 203.0.113.7', ['uniquelocal', '203.0.113.7']],
  ['none', []],
])('reads %s', (text, read) => {
  expect(trustedProxies(text)).toEqual(read);
});

it.each([
  'proxy',
  '10.0.0',
  '010.0.0.1',
  '10.0.0.2;10.0.0.3',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  'none,10.0.0.2',
])('refuses %s', (text) => {
  expect(trustedProxies(text)).toBeNull();
});

it.each(['0.0.0.0/0', '::/0', 'true', '*'])('refuses %s, which would let everybody say who they are', (text) => {
  expect(trustedProxies(text)).toBeNull();
});
