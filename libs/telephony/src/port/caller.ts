import { withheldWord } from '@ringdown/contracts';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Who calls. Both null: the caller withheld the number. */
export interface Caller {
  /** E.164. */
  readonly number: string | null;
  /** What is no phone number, as sent: `sip:alice@pbx.example.com`, `client:alice`, a number without its country code. */
  readonly address: string | null;
}

const withheld: Caller = { number: null, address: null };
const longestAddress = 200;
/** No exchange sends as much; whatever is behind it is not looked at. */
const longestRead = 2_000;

/** Words for a number that is withheld, of providers, of SIP (RFC 3323: `anonymous@anonymous.invalid`) and of exchanges. */
const words = new Set(
  ['anonymous', 'restricted', 'unknown', 'unavailable', 'private', 'blocked', 'withheld', 'hidden'].concat([
    'none',
    'null',
    'undefined',
    'id unavailable',
    'not available',
    'no caller id',
    'private number',
    'out of area',
  ]),
);

/**
 * Reads `From` as a provider sends it. A number is what has its country code: `+…`, `00…`, with any punctuation, in a `tel:` or a
 * `sip:` URI (RFC 3966, RFC 3261). What has none is never given one, since a wrong country is a wrong person.
 */
export function callerOf(from: string): Caller {
  const sent = from.slice(0, longestRead).replace(/\p{C}/gu, '').trim();
  const uri = /^(?:.*<)?(sips?|tel):([^>]*)>?$/i.exec(sent);
  const user = uri ? userOf(uri[1] ?? '', uri[2] ?? '') : sent;
  if (isWithheld(user, sent)) return withheld;
  const number = internationalNumber(user);
  return number ? { number, address: null } : { number: null, address: cut(sent) };
}

/** Never in the middle of a character, which Postgres would not keep. */
const cut = (sent: string): string => sent.slice(0, longestAddress).replace(/\p{Cs}$/u, '');

/** `+1-415-555-0101` of `+1-415-555-0101;npdi:secret@pbx.example.com:5060;transport=udp`, decoded. */
function userOf(scheme: string, rest: string): string {
  const [before = ''] = scheme.toLowerCase() === 'tel' || !rest.includes('@') ? [rest] : rest.split('@');
  const [user = ''] = before.split(/[;:?]/);
  try {
    return decodeURIComponent(user).trim();
  } catch {
    return user;
  }
}

/** A text that has not even a digit or an address in it identifies nobody: some exchange's word for "withheld". */
function isWithheld(user: string, sent: string): boolean {
  if (words.has(user.toLowerCase()) || /@anonymous\.invalid\b/i.test(sent)) return true;
  return withheldWord(digitsOf(user)) !== null || !/[\d:@]/.test(sent);
}

const digitsOf = (text: string): string => text.replace(/[\s().\-/\u2010-\u2015]/g, '');

/** In E.164, else null. In `+44 (0)20 …` the 0 is for calls within the country, in `+39 (0)6 …` it belongs to the number. */
function internationalNumber(text: string): string | null {
  const digits = digitsOf(text).replace(/^00/, '+');
  if (!/^\+[1-9]\d{6,14}$/.test(digits)) return null;
  return text.includes('(0)') ? (parsePhoneNumberFromString(digits)?.number ?? digits) : digits;
}
