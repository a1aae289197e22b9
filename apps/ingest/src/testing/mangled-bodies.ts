import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { chance } from './chance.js';
import {
  alertmanagerBody,
  grafanaBody,
  opsgenieBody,
  pagerdutyBody,
  snsBody,
  snsSubscription,
} from './sender-bodies.js';

export interface MangledBody {
  readonly bytes: Buffer;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
}

const edge = 512 * 1024;
const form = 'application/x-www-form-urlencoded';

const own = [
  { title: 'Disk full', body: { host: 'db-1', used: 0.97 }, severity: 'sev2', priority: 'p1', status: 'trigger' },
  { title: 'Störung der Türme 🗼', status: 'Recovered', body: 'Größe\n"x"' },
  { title: 12345, body: [1, [2, [3, { a: null }]], true] },
  { host: 'db-1', state: 'down' },
];
const senders = [alertmanagerBody(), grafanaBody(), pagerdutyBody(), snsBody(), snsSubscription, opsgenieBody()];
const part = (name: string, value: string): string =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

/** What monitors send, before anything happens to it. */
const shapes: readonly (readonly [text: string, contentType: string])[] = [
  ...[...own, ...senders].flatMap((body) => [
    [JSON.stringify(body), 'application/json'] as const,
    [JSON.stringify(body, null, 1), form] as const,
    [`payload=${encodeURIComponent(JSON.stringify(body))}`, form] as const,
  ]),
  ['title=Disk+full&status=ok&body=%7B%22a%22%3A1%7D', form],
  [`${part('title', 'Disk full')}${part('status', 'up')}--b--\r\n`, 'multipart/form-data; boundary=b'],
];

const snippets = [
  '__proto__',
  '"__proto__":{"title":"x"},',
  '"title":"twice",',
  '"alerts":[{}],"orgId":1,',
  '\\u0000',
  '\\ud800',
  '\\udc00\\ud800',
  '\0',
  '\ufeff',
  '\u2028',
  '1e400',
  '-0',
  '123456789012345678901234567890.50',
  'NaN',
  "'",
  '"',
  '\\',
  '\n',
  ',}',
  '{"a":',
  '[[[',
  '%00',
  '%F6',
  '&title=',
  '%',
];
const contentTypes = [
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  form,
  'multipart/form-data; boundary=b',
  'multipart/form-data',
  'application/cloudevents+json',
  'json;;=',
  '',
];
const charsets = [
  'utf-16',
  'utf-16be',
  'windows-1252',
  'iso-8859-1',
  'shift_jis',
  'gb18030',
  'cp850',
  '"utf-8',
  'utf-7',
];
const packers: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', (bytes) => brotliCompressSync(bytes, { params: { 1: 1 } })],
];
const encodings = ['gzip', 'deflate', 'br', 'zstd', 'identity', 'utf-8', 'gzip, br', 'gzip,gzip,gzip,gzip,gzip,gzip'];
const bombs = packers.map(
  ([encoding, pack]) =>
    [encoding, pack(Buffer.alloc(40_000_000, '[')), gzipSync(pack(Buffer.alloc(9_000_000)))] as const,
);

/** Endless bodies of monitors to which something happened on the way. */
export function* mangledBodies(seed: number): Generator<MangledBody> {
  const { below, one, once } = chance(seed);

  const insert = (text: string, what: string): string => {
    const at = below(text.length + 1);
    return text.slice(0, at) + what + text.slice(at);
  };
  const changeText = (text: string): string => {
    if (once(400)) return insert(text, one(['[', '{"a":', '[[{"a":']).repeat(below(30_000)));
    if (once(40)) return insert(text, one(['[', ']', '{"a":', ' ']).repeat(below(400)));
    if (once(3000)) return insert(text, 'x'.repeat(Math.max(0, edge - text.length + below(5) - 2)));
    if (once(3)) return text;
    return insert(text, one(snippets));
  };
  const toBytes = (text: string): Buffer => {
    if (!once(8)) return Buffer.from(text);
    const wide = Buffer.from(once(2) ? `\ufeff${text}` : text, 'utf16le');
    return one([Buffer.from(text, 'latin1'), wide, Buffer.from(wide).swap16(), Buffer.from(`\ufeff${text}`)]);
  };
  const changeBytes = (bytes: Buffer): Buffer => {
    const at = below(bytes.length);
    const to = at + below(20);
    switch (below(6)) {
      case 0:
        return bytes.subarray(0, at);
      case 1:
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
      case 2:
        return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
      case 3:
        return Buffer.concat([bytes.subarray(0, at), Buffer.from([below(256)]), bytes.subarray(at)]);
      default:
        bytes[at] = below(256);
        return bytes;
    }
  };

  for (;;) {
    const [shape, type] = one(shapes);
    let text = shape;
    for (let changes = below(4); changes > 0; changes--) text = changeText(text);
    let bytes = toBytes(text);
    let contentEncoding: string | undefined;
    if (once(25)) {
      const [encoding, pack] = one(packers);
      bytes = pack(bytes);
      contentEncoding = once(5) ? undefined : encoding;
    }
    if (once(1500)) {
      const [encoding, bomb, nested] = one(bombs);
      [bytes, contentEncoding] = once(2) ? [Buffer.from(bomb), encoding] : [Buffer.from(nested), `${encoding}, gzip`];
    }
    if (bytes.length > 0 && once(3)) bytes = changeBytes(bytes);
    if (once(60)) contentEncoding = one(encodings);
    const named = once(6) ? one(contentTypes) : type;
    yield { bytes, contentType: once(12) ? `${named}; charset=${one(charsets)}` : named, contentEncoding };
  }
}
