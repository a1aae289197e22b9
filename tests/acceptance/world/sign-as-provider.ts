import { createHmac } from 'node:crypto';
import type { Account, Provider } from './provider.ts';

type Fields = Readonly<Record<string, string>>;

const nonce = '12345678901234567890';
const concatenated = (fields: Fields): string =>
  Object.keys(fields)
    .sort()
    .map((key) => key + fields[key])
    .join('');

/** The headers that make a form POST to this URL the provider's own. */
export function signAsProvider(provider: Provider, token: string, url: string, fields: Fields): Record<string, string> {
  if (provider === 'twilio') {
    const signature = createHmac('sha1', token)
      .update(url + concatenated(fields))
      .digest('base64');
    return { 'x-twilio-signature': signature };
  }
  const message = `${url}?${concatenated(fields)}.${nonce}`;
  const signature = createHmac('sha256', token).update(message).digest('base64');
  return { 'x-plivo-signature-v3': signature, 'x-plivo-signature-v3-nonce': nonce };
}

/** What the provider sends first for a call that comes in; `callId` is unique by the caller's choice. */
export function firstRequest(
  provider: Provider,
  account: Account,
  call: { id: string; from: string; to: string },
): Fields {
  if (provider === 'twilio') {
    return {
      CallSid: call.id,
      AccountSid: account.accountId,
      From: call.from,
      To: call.to,
      CallStatus: 'ringing',
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
    };
  }
  return {
    CallUUID: call.id,
    From: call.from.slice(1),
    To: call.to.slice(1),
    CallStatus: 'ringing',
    Direction: 'inbound',
    Event: 'StartApp',
  };
}
