import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Fields } from '../port/reports.js';
import type { ProviderAccount, SignedRequest, SigningKey } from '../port/telephony-provider.js';

interface Secret {
  readonly algorithm: 'sha1' | 'sha256';
  readonly key: string;
}

/**
 * Whether Twilio signed this: an HMAC over the URL and the sorted form fields, with the account's primary token (SHA-1), or with
 * one of its shared keys (SHA-256) where the request names one. As in Twilio's SDK the port in the URL does not count; unlike there
 * the URL counts to the byte, and none makes it throw.
 */
export function isTwilioSigned({ url, headers, fields }: SignedRequest, account: ProviderAccount): boolean {
  const signature = headers['x-twilio-signature'];
  const secret = secretOf(headers['x-twilio-webhooks-signature-settings'], account);
  if (typeof signature !== 'string' || !secret) return false;
  const given = Buffer.from(signature);
  const form = concatenated(fields);
  return portVariants(url).some((candidate) => {
    const hmac = createHmac(secret.algorithm, secret.key).update(candidate + form, 'utf8');
    const expected = Buffer.from(hmac.digest('base64'));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/**
 * The header `key=<id>,algorithm=HMAC_SHA256` chooses among the keys that we hold, and nothing more: how a key signs is known
 * beforehand. Null for what names none of them (Twilio, Webhook shared keys, September 2026).
 */
function secretOf(settings: Fields[string], { authToken, signingKeys = [] }: ProviderAccount): Secret | null {
  if (settings === undefined) return { algorithm: 'sha1', key: authToken };
  const said = typeof settings === 'string' ? settingsOf(settings) : null;
  if (said?.get('algorithm') !== 'HMAC_SHA256') return null;
  const known = signingKeys.find(({ id }: SigningKey) => id === said.get('key'));
  return known ? { algorithm: 'sha256', key: known.key } : null;
}

/** Null where it is no list of names with one value each. */
function settingsOf(header: string): ReadonlyMap<string, string> | null {
  const pairs = header.split(',').map((pair) => /^\s*([^=\s]+)=([^=\s]+)\s*$/.exec(pair));
  const named = new Map(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
  return pairs.every((pair) => pair !== null) && named.size === pairs.length ? named : null;
}

/** Each field's name and value, names sorted, repeated values once. */
const concatenated = (fields: Fields): string =>
  Object.keys(fields)
    .sort()
    .flatMap((name) => [...new Set([fields[name] ?? ''].flat())].sort().map((value) => name + value))
    .join('');

/** Twilio may sign with or without the port, whatever was configured. */
function portVariants(url: string): readonly string[] {
  const match = /^(https?):\/\/([^/?#]*?)(:\d+)?(?=[/?#]|$)/.exec(url);
  if (!match) return [];
  const [prefix, scheme, host, port = scheme === 'https' ? ':443' : ':80'] = match;
  const rest = url.slice(prefix.length);
  return [`${scheme}://${host}${rest}`, `${scheme}://${host}${port}${rest}`];
}
