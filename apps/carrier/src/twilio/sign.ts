import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';

/** X-Twilio-Signature for a URL exactly as it is sent and, for a form POST, its parameters. */
export function sign(authToken: string, url: string, params: Readonly<Record<string, string>>): string {
  return getExpectedTwilioSignature(authToken, url, params);
}
