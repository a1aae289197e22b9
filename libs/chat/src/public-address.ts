import { lookup as systemLookup, type LookupAddress, type LookupAllOptions, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Platform addresses of Azure: agent, DNS, health (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16). */
const azurePlatform = '168.63.129.16';

// Only 2000::/3 is handed out as global unicast; what lies outside embeds IPv4 addresses or is not routed.
const globalUnicast = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/** True for an address of the open internet: not private, loopback, link-local (metadata services), CGNAT, multicast, reserved. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed.toString() === azurePlatform) return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(globalUnicast);
}

/**
 * Top-level names that no public DNS answers for: RFC 6761 (`localhost`), RFC 6762 (`local`), RFC 8375 (`home.arpa`), ICANN's `internal`,
 * and `localdomain`, as machines call themselves.
 */
const insideNames = /(?:^|\.)(?:localhost|localdomain|local|internal|home\.arpa)$/;

/** True for a name that can only be one of a machine or a network at hand, such as `redis` or `metadata.google.internal`. */
export function isInsideName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.+$/, '');
  return !name.includes('.') || insideNames.test(name);
}

/** Thrown while connecting, when the address behind a URL may not be reached. */
export class RefusedAddress extends Error {
  constructor(host: string) {
    super(
      `${host} is a private, loopback or otherwise not public address. Set OUTBOUND_ALLOW_PRIVATE=true to let messages go there.`,
    );
    this.name = 'RefusedAddress';
  }
}

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
