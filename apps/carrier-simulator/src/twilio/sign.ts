import { createHmac } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';

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
