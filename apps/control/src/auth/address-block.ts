import ipaddr from 'ipaddr.js';

/** Whose an address is, as far as it tells: an IPv4 address, or the /64 of an IPv6 one, of which a single machine has all. */
export function addressBlock(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
