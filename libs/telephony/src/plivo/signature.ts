import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse } from 'node:querystring';
import type { Fields } from '../port/reports.js';
import type { SignedRequest } from '../port/telephony-provider.js';

/** The account's (or subaccount's) own signature, and the main account's. Each may hold several while a token is rotated. */
const signatureHeaders = ['x-plivo-signature-v3', 'x-plivo-signature-ma-v3'];
const nonceHeader = 'x-plivo-signature-v3-nonce';

/** Whether Plivo signed this: V3, HMAC-SHA256 over the URL, the sorted fields and a nonce (Plivo, Signature validation). */
export function isPlivoSignature({ url, method, headers, fields }: SignedRequest, authToken: string): boolean {
  const nonce = headers[nonceHeader];
  if (typeof nonce !== 'string' || nonce === '') return false;
  const given = signatureHeaders.flatMap((name) => [headers[name] ?? []].flat()).flatMap((value) => value.split(','));
  const expected = signedTexts(url, method, fields).map((text) =>
    createHmac('sha256', authToken).update(`${text}.${nonce}`).digest('base64'),
  );
  return given.some((signature) => expected.some((one) => isSame(signature.trim(), one)));
}

function isSame(given: string, expected: string): boolean {
  const bytes = Buffer.from(given);
  return bytes.length === expected.length && timingSafeEqual(bytes, Buffer.from(expected));
}

/** For a POST without a query Plivo's pages and its SDK disagree about the separator: each form needs the token all the same. */
function signedTexts(url: string, method: string, fields: Fields): readonly string[] {
  const [whole = ''] = url.split('#');
  const [base = '', query = ''] = splitOnce(whole, '?');
  if (method === 'GET') return [joined(base, sortedQuery(query, fields))];
  const inUrl = sortedQuery(query, {});
  const posted = sortedNames(fields)
    .flatMap((name) => valuesOf(fields, name).map((value) => name + value))
    .join('');
  if (posted === '') return [joined(base, inUrl)];
  return inUrl === '' ? [`${base}?${posted}`, `${base}.${posted}`] : [`${base}?${inUrl}.${posted}`];
}

const joined = (base: string, query: string): string => (query === '' ? base : `${base}?${query}`);

const splitOnce = (text: string, separator: string): readonly string[] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

const sortedNames = (fields: Fields): string[] => Object.keys(fields).sort();
/** A field may be called `constructor`. */
const valuesOf = (fields: Fields, name: string): string[] =>
  Object.hasOwn(fields, name) ? [fields[name] ?? []].flat().sort() : [];

/** Decoded, sorted by name and then by value, not encoded again. */
function sortedQuery(query: string, more: Fields): string {
  // not URLSearchParams, which would take `??a=1` for `?a=1`
  const inUrl = parse(query, '&', '=', { maxKeys: 0 });
  return sortedNames({ ...inUrl, ...more })
    .flatMap((name) => [...valuesOf(inUrl, name), ...valuesOf(more, name)].sort().map((value) => `${name}=${value}`))
    .join('&');
}
