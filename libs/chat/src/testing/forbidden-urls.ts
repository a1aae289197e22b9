/** Addresses that nothing may be sent to, one at least of each range that is not the open internet. */
export const forbiddenV4: readonly string[] = [
  ...['0.0.0.0', '0.0.0.1', '0.255.255.255', '127.0.0.1', '127.0.0.2', '127.127.127.127', '127.255.255.254'],
  ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255'],
  ...['100.64.0.1', '100.127.255.255'],
  // metadata services: AWS, GCP and Azure; ECS; Alibaba; Oracle; Azure's platform
  ...['169.254.169.254', '169.254.170.2', '169.254.0.1', '100.100.100.200', '192.0.0.192', '168.63.129.16'],
  ...['192.0.0.1', '192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '198.19.255.255', '192.88.99.1'],
  ...['224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.254', '255.255.255.255'],
];

export const forbiddenV6: readonly string[] = [
  ...['::', '::1', '0:0:0:0:0:0:0:1', '0000:0000:0000:0000:0000:0000:0000:0001', '::0:1', '0::1', '::0.0.0.1'],
  ...['fc00::1', 'fd00::1', 'fd00:ec2::254', 'fd20:ce::254', 'fdff:ffff::1'],
  ...['fe80::1', 'fe80::a9fe:a9fe', 'febf::1', 'fec0::1', 'ff01::1', 'ff02::1', 'ff05::1:3', 'ff0e::1'],
  ...['2001:db8::1', '3fff::1', '2001::1', '2001:0:7f00:1::', '2001:2::1', '2001:10::1', '2001:20::1', '100::1'],
  ...['64:ff9b:1::7f00:1', '5f00::1', '4000::1', '8000::1', '::ffff:0:127.0.0.1', '::1:0:0:0'],
];

const octets = (address: string): number[] => address.split('.').map(Number);
const asNumber = (address: string): number => octets(address).reduce((sum, octet) => sum * 256 + octet, 0);
const hex = (number: number, digits = 0): string => number.toString(16).padStart(digits, '0');
const octal = (number: number): string => `0${number.toString(8)}`;
const halves = (address: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = octets(address);
  return `${hex(a * 256 + b)}:${hex(c * 256 + d)}`;
};
const inOtherDigits = (text: string, zero: number): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

/** How an IPv4 address can be written in a URL, by the WHATWG's URL standard and inside of IPv6 addresses. */
const spellingsOfV4: readonly ((address: string) => string)[] = [
  (address) => address,
  (address) => `${address}.`,
  (address) => String(asNumber(address)),
  (address) => `0x${hex(asNumber(address))}`,
  (address) => `0X${hex(asNumber(address), 8).toUpperCase()}`,
  (address) => octal(asNumber(address)),
  (address) =>
    octets(address)
      .map((octet) => `0x${hex(octet)}`)
      .join('.'),
  (address) => octets(address).map(octal).join('.'),
  (address) =>
    octets(address)
      .map((octet) => `000${octal(octet)}`)
      .join('.'),
  (address) => `${octets(address)[0]}.${asNumber(address) % 2 ** 24}`,
  (address) => `${octets(address).slice(0, 2).join('.')}.${asNumber(address) % 2 ** 16}`,
  (address) => `0x${hex(octets(address)[0] ?? 0)}.${octal(asNumber(address) % 2 ** 24)}`,
  (address) => inOtherDigits(address, 0xff10),
  (address) => address.replaceAll('.', '。'),
  (address) => address.replaceAll('.', '．'),
  (address) => address.replaceAll('.', '%2e'),
  (address) => address.replace(/\d/g, (digit) => `%3${digit}`),
  (address) => inOtherDigits(address, 0x1d7d8),
  (address) => `[::ffff:${address}]`,
  (address) => `[::ffff:${halves(address)}]`,
  (address) => `[0:0:0:0:0:FFFF:${address}]`,
  (address) => `[::${address}]`,
  (address) => `[2002:${halves(address)}::1]`,
  (address) => `[64:ff9b::${address}]`,
  (address) => `[64:ff9b:1::${halves(address)}]`,
  (address) => `[2001:0:${halves(address)}::]`,
];

const insideNames: readonly string[] = [
  ...[
    'localhost',
    'LOCALHOST',
    'LocalHost',
    'localhost.',
    'localhost..',
    'api.localhost',
    'a.b.LOCALHOST',
    'api.localhost.',
  ],
  ...[
    'ｌｏｃａｌｈｏｓｔ',
    'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
    'local\u00adhost',
    'loc%61lhost',
    'localhost%2e',
    'localhost。',
    'lo\tcalhost',
  ],
  ...['localhost.localdomain', 'ip6-localhost', 'ip6-loopback', 'db.localdomain'],
  ...[
    'metadata.google.internal',
    'METADATA.google.INTERNAL.',
    'metadata',
    'host.docker.internal',
    'ip-10-0-0-1.ec2.internal',
  ],
  ...['printer.local', 'nas.home.arpa', 'redis', 'postgres', 'nats', 'kubernetes', 'control', 'router.'],
];

/** Spellings of forbidden addresses as hosts of a URL: `https://<host>:<port>/`. */
export const forbiddenHosts: readonly string[] = [
  ...forbiddenV4.flatMap((address) => spellingsOfV4.map((spell) => spell(address))),
  ...forbiddenV6.flatMap((address) => [`[${address}]`, `[${address.toUpperCase()}]`]),
  ...insideNames,
];

/** Whole URLs that try to look like others, or to be read differently by two parsers; `port` is that of the canary. */
export const trickyUrls = (port: number): readonly string[] => [
  ...['file:///etc/passwd', `gopher://127.0.0.1:${port}/_x`, `ftp://127.0.0.1:${port}/`, `http://127.0.0.1:${port}/`],
  ...[`blob:https://127.0.0.1:${port}/x`, 'data:application/json,{}', 'javascript:alert(1)', `ws://127.0.0.1:${port}/`],
  ...[
    `wss://127.0.0.1:${port}/`,
    `dict://127.0.0.1:${port}/`,
    `ldap://127.0.0.1:${port}/`,
    'unix:/var/run/docker.sock',
  ],
  ...[
    `http://hooks.example.com:${port}/`,
    `jar:https://127.0.0.1:${port}!/`,
    `//127.0.0.1:${port}/`,
    `127.0.0.1:${port}`,
  ],
  ...[`https://hooks.example.com@127.0.0.1:${port}/`, `https://hooks.example.com:443@127.0.0.1:${port}/`],
  ...[`https://127.0.0.1:${port}@hooks.example.com/`, `https://127.0.0.1:${port}\\@hooks.example.com/`],
  ...[`https://hooks.example.com%40127.0.0.1:${port}/`, `https://user:pass@localhost:${port}/`],
  ...[`https://127.0.0.1:${port}#@hooks.example.com/`, `https://127.0.0.1:${port}?@hooks.example.com/`],
  ...[
    `https:\\\\127.0.0.1:${port}\\`,
    `https:127.0.0.1:${port}/`,
    `https:///127.0.0.1:${port}/`,
    `\thttps://127.0.0.1:${port}/`,
  ],
  ...[
    `https://127.0.0.1\t:${port}/`,
    `https://12\n7.0.0.1:${port}/`,
    `HTTPS://127.0.0.1:${port}/`,
    `https://127.0.0.1:0${port}/`,
  ],
  ...[
    `https://[fe80::1%25lo]:${port}/`,
    `https://[fe80::1%lo]:${port}/`,
    `https://[::1%25lo]:${port}/`,
    `https://[::1`,
  ],
  ...[
    `https://127.0.0.1.:${port}/`,
    `https://0:${port}/`,
    `https://0x0:${port}/`,
    `https://1:${port}/`,
    `https://127.1:${port}/`,
  ],
  ...[
    `https://[::]:${port}/`,
    `https://0000::1:${port}/`,
    `https://256.256.256.256:${port}/`,
    `https://127.0.0.1:99999/`,
  ],
  ...[
    'https://',
    'https://:443/',
    'https://./',
    'https://../',
    'about:blank',
    '',
    ' ',
    'https://127.0.0.1 .example.com/',
  ],
];
