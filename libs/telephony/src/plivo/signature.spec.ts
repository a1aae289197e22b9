import fc from 'fast-check';
import * as plivo from 'plivo';
import { plivoRig } from '../testing/plivo/plivo-rig.js';
import { isPlivoSignature } from './signature.js';

/** Method, URL, nonce, token, signature, fields. */
type Given = [method: string, url: string, nonce: string, token: string, signature: string, fields: object];
type Validate = (...given: Given) => boolean;
const { validateV3Signature } = plivo as unknown as { validateV3Signature: Validate };

const authToken = '12345abcdef67890test';
const account = { accountId: 'MA00000000000000000001', authToken };
/** The SDK trips over names that every object has, such as `constructor`. */
const word = fc.stringMatching(/^[A-Za-z0-9_]{1,12}$/).filter((name) => !(name in {}));
const value = fc.stringMatching(/^[A-Za-z0-9 +&=%.:/-]{0,20}$/);
const anyRequest = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  url: fc
    .tuple(
      fc.array(word, { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(fc.tuple(word, value), { maxLength: 3, selector: ([name]) => name }),
    )
    .map(([path, query]) => {
      const search = new URLSearchParams(query.map(([name, words]): [string, string] => [name, words]));
      return `https://hooks.example.com/${path.join('/')}${query.length > 0 ? `?${search}` : ''}`;
    }),
  fields: fc.dictionary(word, fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 })), { maxKeys: 6 }),
});

/** The SDK sorts what it is given, and knows an array by the realm that made it: `structuredClone` makes none that it knows. */
const copied = (fields: Readonly<Record<string, string | readonly string[]>>): object =>
  Object.fromEntries(
    Object.entries(fields).map(([name, given]) => [name, typeof given === 'string' ? given : [...given]]),
  );

/** Plivo's SDK decides what is signed; we sign by our own hand. */
it("takes what Plivo's own SDK takes", () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const { headers } = plivoRig.signatures.sign(request, account);
      const signature = String(headers['x-plivo-signature-v3']);
      const nonce = String(headers['x-plivo-signature-v3-nonce']);
      const fields = copied(request.fields);
      expect(validateV3Signature(request.method, request.url, nonce, authToken, signature, fields)).toBe(true);
      expect(isPlivoSignature({ ...request, headers }, authToken)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

const [sample] = plivoRig.signatures.vectors;
if (!sample) throw new Error('no vector');
const { request } = sample;
const { 'x-plivo-signature-v3': signature, ...nonceAlone } = request.headers;

it('takes the main account’s signature as well as the subaccount’s', () => {
  const headers = { ...nonceAlone, 'x-plivo-signature-ma-v3': signature };
  expect(isPlivoSignature({ ...request, headers }, authToken)).toBe(true);
});

it.each([
  ['the deprecated V2 signature', { 'x-plivo-signature-v2': 'RajCQ/15mtBrzGdFDhzF/rrsT9OLFwM+tnTtkOS+W9k=' }],
  ['a signature without its nonce', { 'x-plivo-signature-v3': signature, 'x-plivo-signature-v3-nonce': undefined }],
  ['a list of foreign signatures', { 'x-plivo-signature-v3': ',, ,AAAA,=' }],
])('refuses %s', (_, headers) =>
  expect(isPlivoSignature({ ...request, headers: { ...nonceAlone, ...headers } }, authToken)).toBe(false),
);

it('does not take what the SDK refuses: a question mark too many', () => {
  const unsigned = { url: 'https://hooks.example.com/a?r=7', method: 'POST', fields: {} };
  const { headers } = plivoRig.signatures.sign(unsigned, account);
  const url = unsigned.url.replace('?', '??');
  const [given, nonce] = [String(headers['x-plivo-signature-v3']), String(headers['x-plivo-signature-v3-nonce'])];
  expect(validateV3Signature('POST', url, nonce, authToken, given, {})).toBe(false);
  expect(isPlivoSignature({ ...unsigned, url, headers }, authToken)).toBe(false);
});
