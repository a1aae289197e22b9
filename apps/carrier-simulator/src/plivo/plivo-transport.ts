import { randomInt } from 'node:crypto';
import type { CallRecord } from '../core/call-file.js';
import type { Transport } from '../core/courier.js';
import type { RequestLog } from '../core/request-log.js';
import { type ProviderHeaders, webTransport } from '../core/web-transport.js';
import { sign } from './sign.js';

/** Plivo tries again whoever was too slow, too: a slow answer leads to a second request. */
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
export function plivoTransport(record: CallRecord, log: RequestLog, authToken: string): Transport {
  return webTransport({ record, log, authToken, rules, headersOf });
}
