import type { LookupAddress } from 'node:dns';
import { isPublicAddress, publicLookup, type ResolveAll } from './public-address.js';

it.each(['8.8.8.8', '1.1.1.1', '52.85.1.1', '2606:4700::1111', '2a00:1450::1', '::ffff:8.8.8.8'])(
  '%s is public',
  (ip) => {
    expect(isPublicAddress(ip)).toBe(true);
  },
);

it.each([
  ['this host', '0.0.0.0'],
  ['loopback', '127.0.0.1'],
  ['loopback, all of it', '127.8.9.10'],
  ['private 10/8', '10.1.2.3'],
  ['private 172.16/12', '172.31.255.255'],
  ['private 192.168/16', '192.168.0.1'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['link-local, metadata services', '169.254.169.254'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['documentation', '203.0.113.9'],
  ['benchmarking', '198.18.0.1'],
  ['IPv6 loopback', '::1'],
  ['IPv6 unspecified', '::'],
  ['IPv6 unique local', 'fd00:ec2::254'],
  ['IPv6 link-local with a zone', 'fe80::1%eth0'],
  ['IPv4 mapped into IPv6', '::ffff:10.0.0.1'],
  ['IPv4-compatible IPv6', '::7f00:1'],
  ['NAT64 of loopback', '64:ff9b::7f00:1'],
  ['6to4 of loopback', '2002:7f00:1::'],
  ['no address', 'example.com'],
])('refuses %s', (_what, ip) => {
  expect(isPublicAddress(ip)).toBe(false);
});

const answering =
  (...addresses: LookupAddress[]): ResolveAll =>
  (_hostname, _options, callback) =>
    callback(null, addresses);

const outside = { address: '93.184.216.34', family: 4 };
const inside = { address: '10.0.0.1', family: 4 };

const look = (resolve: ResolveAll, all: boolean): Promise<unknown> =>
  new Promise((resolvePromise, reject) =>
    publicLookup(resolve)('example.com', { all }, (error, address, family) =>
      error ? reject(error) : resolvePromise(all ? address : { address, family }),
    ),
  );

it('hands on public addresses only', async () => {
  expect(await look(answering(inside, outside), true)).toEqual([outside]);
  expect(await look(answering(inside, outside), false)).toEqual(outside);
});

it('refuses a name that has no public address, naming the setting', async () => {
  await expect(look(answering(inside), true)).rejects.toThrow(/example\.com .*OUTBOUND_ALLOW_PRIVATE=true/);
});

it('passes on that a name does not resolve', async () => {
  const failing: ResolveAll = (_hostname, _options, callback) => callback(new Error('ENOTFOUND'), []);
  await expect(look(failing, true)).rejects.toThrow('ENOTFOUND');
});
