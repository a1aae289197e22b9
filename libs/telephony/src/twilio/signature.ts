import { timingSafeEqual } from 'node:crypto';
import twilio from 'twilio';
import type { Fields } from '../port/reports.js';

/**
 * Whether Twilio signed this: HMAC-SHA1 over the URL and the sorted form fields, with the account's primary token. As in
 * Twilio's SDK the port in the URL does not count; unlike there the URL counts to the byte, and none makes it throw.
 */
export function isTwilioSignature(signature: string, authToken: string, url: string, fields: Fields): boolean {
  const given = Buffer.from(signature);
  return portVariants(url).some((candidate) => {
    const expected = Buffer.from(twilio.getExpectedTwilioSignature(authToken, candidate, fields));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** Twilio may sign with or without the port, whatever was configured. */
function portVariants(url: string): readonly string[] {
  const match = /^(https?):\/\/([^/?#]*?)(:\d+)?(?=[/?#]|$)/.exec(url);
  if (!match) return [];
  const [prefix, scheme, host, port = scheme === 'https' ? ':443' : ':80'] = match;
  const rest = url.slice(prefix.length);
  return [`${scheme}://${host}${rest}`, `${scheme}://${host}${port}${rest}`];
}
