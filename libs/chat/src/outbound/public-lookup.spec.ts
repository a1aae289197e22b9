import type { LookupAddress } from 'node:dns';
import { publicLookup, type ResolveAll } from './public-lookup.js';

const answering =
  (...addresses: LookupAddress[]): ResolveAll =>
  (_hostname, _options, callback) =>
    callback(null, addresses);

const outside = { address: '93.184.216.34', family: 4 };
const inside = { address: '10.0.0.1', family: 4 };

const ask = (resolve: ResolveAll, all: boolean): Promise<unknown> =>
  new Promise((resolvePromise, reject) =>
    publicLookup(resolve)('example.com', { all }, (error, address, family) =>
      error ? reject(error) : resolvePromise(all ? address : { address, family }),
    ),
  );

it('hands on public addresses only', async () => {
  expect(await ask(answering(inside, outside), true)).toEqual([outside]);
  expect(await ask(answering(inside, outside), false)).toEqual(outside);
});

it('refuses a name that has no public address, naming the setting', async () => {
  await expect(ask(answering(inside), true)).rejects.toThrow(/example\.com .*OUTBOUND_ALLOW_PRIVATE=true/);
});

it('passes on that a name does not resolve', async () => {
  const failing: ResolveAll = (_hostname, _options, callback) => callback(new Error('ENOTFOUND'), []);
  await expect(ask(failing, true)).rejects.toThrow('ENOTFOUND');
});
