import type { CallRecord } from '../core/call-file.js';
import type { Transport } from '../core/courier.js';
import type { RequestLog } from '../core/request-log.js';
import { type ProviderHeaders, webTransport } from '../core/web-transport.js';
import type { Account } from './books.js';
import { sign, signShared } from './sign.js';

const rules = {
  connectMs: 5_000,
  readMs: 15_000,
  totalMs: 15_000,
  maxReadMs: 15_000,
  maxTotalMs: 15_000,
  retries: 1,
  retryOn: ['ct'],
};

/** Which key signs a request. */
function headersFor({ authToken, signingKey }: Account): ProviderHeaders {
  let sent = 0;
  return ({ url, params }, { token, key }) => {
    const common = { 'user-agent': 'TwilioProxy/1.1', 'i-twilio-idempotency-token': token };
    sent += 1;
    if (!signingKey || (signingKey.signs === 'every-other' && sent % 2 === 0)) {
      return { ...common, 'x-twilio-signature': sign(key, url, params) };
    }
    const isForged = key !== authToken;
    return {
      ...common,
      'x-twilio-signature': signShared(isForged ? key : signingKey.key, url, params),
      'x-twilio-webhooks-signature-settings': `key=${signingKey.id},algorithm=HMAC_SHA256`,
    };
  };
}

/** Sends as Twilio does: signed, and with an idempotency token. */
export function twilioTransport(record: CallRecord, log: RequestLog, account: Account): Transport {
  return webTransport({ record, log, authToken: account.authToken, rules, headersOf: headersFor(account) });
}
