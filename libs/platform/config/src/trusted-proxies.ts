import ipaddr from 'ipaddr.js';

/** Names that stand for networks, as the HTTP server knows them. */
const names = new Set(['loopback', 'linklocal', 'uniquelocal']);

export const trustedProxiesWords =
  'expected addresses or networks with commas between them, such as 10.0.0.2, 172.16.0.0/12, or loopback, uniquelocal, or none';

/** The proxies that a setting names; null where one of them is no address, or a network of everybody. */
export function trustedProxies(text: string): readonly string[] | null {
  const given = text.split(',').map((one) => one.trim());
  if (given.length === 1 && given[0] === 'none') return [];
  return given.every((one) => names.has(one) || isAddress(one) || isNetwork(one)) ? given : null;
}

const isAddress = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);

function isNetwork(text: string): boolean {
  const [address = '', bits = '', ...more] = text.split('/');
  if (!isAddress(address) || !/^\d{1,3}$/.test(bits) || more.length > 0) return false;
  const most = ipaddr.parse(address).kind() === 'ipv4' ? 32 : 128;
  return Number(bits) > 0 && Number(bits) <= most;
}
