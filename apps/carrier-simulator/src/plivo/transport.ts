import { createHmac, randomInt } from 'node:crypto';
import type { RequestLog } from '../webhooks/request-log.js';
import type { RequestingRecord, Transport } from '../webhooks/webhook-dispatcher.js';
import { type ProviderHeaders, webTransport } from '../webhooks/webhook-transport.js';

/** Plivo retries after a timeout, too: a slow answer leads to a second request. */
const rules = {
  connectMs: 2_000,
  readMs: 40_000,
  totalMs: 55_000,
  maxReadMs: 40_000,
  maxTotalMs: 55_000,
  retries: 1,
  retryOn: ['ct', 'rt'],
};

/** No idempotency token: a copy is recognised by what it says. */
const headersOf: ProviderHeaders = (wire, { key }) => {
  const nonce = Array.from({ length: 20 }, () => randomInt(10)).join('');
  const signature = sign(key, nonce, wire);
  return {
    'user-agent': 'Plivo',
    'x-plivo-signature-v3': signature,
    'x-plivo-signature-ma-v3': signature,
    'x-plivo-signature-v3-nonce': nonce,
  };
};

/** Sends as Plivo does: signed with the account's token. */
export function plivoTransport(record: RequestingRecord, log: RequestLog, authToken: string): Transport {
  return webTransport({ record, log, authToken, rules, headersOf });
}

interface ToSign {
  readonly method: 'GET' | 'POST';
  /** As it is sent; the parameters of a GET are a part of it. */
  readonly url: string;
  /** Of the form, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

/**
 * X-Plivo-Signature-V3. The query is sorted and decoded; the form follows as name and value without separators, after a
 * dot where there is a query as well; then a dot and the nonce.
 */
export function sign(authToken: string, nonce: string, { method, url, params }: ToSign): string {
  const { origin, pathname, searchParams } = new URL(url);
  const query = [...searchParams]
    .sort(byNameThenValue)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const form = method === 'GET' ? '' : concatenated(params);
  const dot = query !== '' && form !== '' ? '.' : '';
  const mark = query !== '' || form !== '' ? '?' : '';
  const signed = `${origin}${pathname}${mark}${query}${dot}${form}.${nonce}`;
  return createHmac('sha256', authToken).update(signed, 'utf8').digest('base64');
}

type Pair = readonly [string, string];

const concatenated = (params: Readonly<Record<string, string>>): string =>
  Object.entries(params)
    .sort(byNameThenValue)
    .map(([name, value]) => name + value)
    .join('');

function byNameThenValue([name, value]: Pair, [otherName, otherValue]: Pair): number {
  if (name !== otherName) return name < otherName ? -1 : 1;
  return value < otherValue ? -1 : Number(value > otherValue);
}
