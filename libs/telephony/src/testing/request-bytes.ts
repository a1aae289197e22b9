import { parse, stringify } from 'node:querystring';
import fc from 'fast-check';
import type { Fields } from '../port/reports.js';
import type { SignedRequest } from '../port/telephony-provider.js';

/** A request as it travels: its URL, its form and its headers as bytes. */
interface Wire {
  readonly url: Buffer;
  readonly body: Buffer;
  readonly headers: readonly Buffer[];
}

const wireOf = ({ url, fields, headers }: SignedRequest): Wire => ({
  url: Buffer.from(url),
  body: Buffer.from(stringify(fields as Record<string, string>)),
  headers: Object.entries(headers).map(([name, value]) => Buffer.from(`${name}: ${String(value)}`)),
});

/** As a server reads it: header names in lower case, what stands around a value is not part of it. */
const requestOf = ({ url, body, headers }: Wire, method: string): SignedRequest => ({
  url: url.toString(),
  method,
  fields: parse(body.toString()) as Fields,
  headers: Object.fromEntries(headers.map((line) => headerOf(line.toString('latin1')))),
});

function headerOf(line: string): readonly [string, string] {
  const end = line.indexOf(':');
  return end < 0 ? [line.toLowerCase(), ''] : [line.slice(0, end).toLowerCase(), line.slice(end + 1).trim()];
}

interface Change {
  readonly at: number;
  readonly how: 'exchange' | 'insert' | 'remove';
  readonly byte: number;
}

function changed(bytes: Buffer, { at, how, byte }: Change): Buffer {
  const from = at % (bytes.length + (how === 'insert' ? 1 : 0));
  const put = how === 'remove' ? [] : [byte];
  return Buffer.concat([bytes.subarray(0, from), Buffer.from(put), bytes.subarray(from + (how === 'insert' ? 0 : 1))]);
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat({ max: 1_000_000 }),
  how: fc.constantFrom('exchange' as const, 'insert' as const, 'remove' as const),
  byte: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(...Buffer.from('&=?#%+./:, 0A'))),
});

/** The request with one byte of its URL, its form or one of its headers exchanged, put in or taken out, as a server reads it. */
export function withOneByteChanged(request: SignedRequest): fc.Arbitrary<SignedRequest> {
  const wire = wireOf(request);
  const parts = [
    (one: Change): Wire => ({ ...wire, url: changed(wire.url, one) }),
    ...(wire.body.length > 0 ? [(one: Change): Wire => ({ ...wire, body: changed(wire.body, one) })] : []),
    (one: Change): Wire => {
      const which = one.at % wire.headers.length;
      return { ...wire, headers: wire.headers.map((line, n) => (n === which ? changed(line, one) : line)) };
    },
  ];
  return fc.tuple(fc.constantFrom(...parts), change).map(([part, one]) => requestOf(part(one), request.method));
}
