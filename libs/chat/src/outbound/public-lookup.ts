import { lookup as systemLookup, type LookupAddress, type LookupAllOptions, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './is-public-address.js';
import { RefusedAddress } from './refused-address.js';

/** Resolves a name to all its addresses, as `dns.lookup` does with `all`. */
export type ResolveAll = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves a name to its public addresses only. It runs as part of connecting, so a name that pointed elsewhere a moment
 * ago (DNS rebinding) does not get through.
 */
export const publicLookup =
  (resolve: ResolveAll = systemLookup): LookupFunction =>
  (hostname, options, callback) => {
    const { all, ...rest }: LookupOptions = options;
    resolve(hostname, { ...rest, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const allowed = addresses.filter(({ address }) => isPublicAddress(address));
      const [first] = allowed;
      if (!first) return callback(new RefusedAddress(hostname), '', 0);
      if (all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
