import ipaddr from 'ipaddr.js';

// Only 2000::/3 is handed out as global unicast; what lies outside embeds IPv4 addresses or is not routed.
const globalUnicast = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/** True for an address of the open internet: not private, loopback, link-local (metadata services), CGNAT, multicast, reserved. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(globalUnicast);
}
