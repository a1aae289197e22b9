import type { CallFile } from '../core/call-file.js';
import type { Transport } from '../core/courier.js';
import type { RequestLog } from '../core/request-log.js';
import { type ProviderHeaders, webTransport } from '../core/web-transport.js';
import { sign } from './sign.js';

const rules = {
  connectMs: 5_000,
  readMs: 15_000,
  totalMs: 15_000,
  mostReadMs: 15_000,
  mostTotalMs: 15_000,
  retries: 1,
  retryOn: ['ct'],
};

const headersOf: ProviderHeaders = ({ url, params }, { token, key }) => ({
  'user-agent': 'TwilioProxy/1.1',
  'x-twilio-signature': sign(key, url, params),
  'i-twilio-idempotency-token': token,
});

/** Sends as Twilio does: signed, and with an idempotency token. */
export function twilioTransport(file: CallFile, log: RequestLog, authToken: string): Transport {
  return webTransport({ file, log, authToken, rules, headersOf });
}
