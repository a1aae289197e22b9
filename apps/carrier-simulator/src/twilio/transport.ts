import { createHmac } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { RequestLog } from '../webhooks/request-log.js';
import type { RequestingRecord, Transport } from '../webhooks/webhook-dispatcher.js';
import { type ProviderHeaders, webTransport } from '../webhooks/webhook-transport.js';
import type { Account } from './accounts.js';

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
export function twilioTransport(record: RequestingRecord, log: RequestLog, account: Account): Transport {
  return webTransport({ record, log, authToken: account.authToken, rules, headersOf: headersFor(account) });
}

type Params = Readonly<Record<string, string>>;

/** X-Twilio-Signature for a URL exactly as it is sent and, for a form POST, its parameters. */
export function sign(authToken: string, url: string, params: Params): string {
  return getExpectedTwilioSignature(authToken, url, params);
}

/** The same text signed with a shared key, by the algorithm that Twilio's SDK does not have yet. */
export function signShared(key: string, url: string, params: Params): string {
  const names = Object.keys(params).sort();
  const text = names.reduce((signed, name) => signed + name + params[name], url);
  return createHmac('sha256', key).update(text, 'utf8').digest('base64');
}
