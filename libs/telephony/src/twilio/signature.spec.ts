import { createHmac } from 'node:crypto';
import twilio from 'twilio';
import type { ProviderAccount, SignedRequest } from '../port/telephony-provider.js';
import { isTwilioSigned } from './signature.js';

const url = 'https://hooks.example.com/voice/twilio/line_1?r=7&x=a%20b';
const fields = { From: '+14155550101', CallSid: 'CA1', Name: ' Zoë & <Söhne> ', Tag: ['b', 'a', 'b'], Empty: '' };
const text = `${url}CallSidCA1EmptyFrom+14155550101Name Zoë & <Söhne> TagaTagb`;
const authToken = '12345abcdef67890test';
const key = 'a-shared-key-of-our-own';
const account: ProviderAccount = {
  accountId: 'AC1',
  authToken,
  signingKeys: [
    { id: 'WK1', key: 'an-older-key' },
    { id: 'WK2', key },
  ],
};
const hmac = (algorithm: string, secret: string, of = text): string =>
  createHmac(algorithm, secret).update(of, 'utf8').digest('base64');
const settingsHeader = 'x-twilio-webhooks-signature-settings';
const headers = (signature: string, settings?: string | readonly string[]): SignedRequest['headers'] => ({
  'x-twilio-signature': signature,
  ...(settings === undefined ? {} : { [settingsHeader]: settings }),
});
const isSigned = (given: SignedRequest['headers'], by = account, change: Partial<SignedRequest> = {}): boolean =>
  isTwilioSigned({ url, method: 'POST', headers: given, fields, ...change }, by);
const ofShared = 'key=WK2,algorithm=HMAC_SHA256';

it('takes both kinds while an account has both: the token, and each shared key under its id', () => {
  expect(isSigned(headers(hmac('sha1', authToken)))).toBe(true);
  expect(isSigned(headers(hmac('sha256', key), ofShared))).toBe(true);
  expect(isSigned(headers(hmac('sha256', 'an-older-key'), 'key=WK1,algorithm=HMAC_SHA256'))).toBe(true);
});

it('signs by the token as Twilio’s own software does', () =>
  expect(twilio.getExpectedTwilioSignature(authToken, url, fields)).toBe(hmac('sha1', authToken)));

it('signs the whole URL of a GET and no form, with or without the port', () => {
  const get = { method: 'GET', fields: {} };
  expect(isSigned(headers(hmac('sha256', key, url), ofShared), account, get)).toBe(true);
  const withPort = url.replace('.com', '.com:443');
  expect(isSigned(headers(hmac('sha256', key, withPort), ofShared), account, get)).toBe(true);
  expect(isSigned(headers(hmac('sha256', key, url), ofShared), account, { ...get, url: `${url}/` })).toBe(false);
});

it('takes the parts of the header in any order, and with blanks', () =>
  expect(isSigned(headers(hmac('sha256', key), 'algorithm=HMAC_SHA256 , key=WK2'))).toBe(true));

it.each([
  ['a key id that the account does not have', 'key=WK9,algorithm=HMAC_SHA256'],
  ['another key of the account', 'key=WK1,algorithm=HMAC_SHA256'],
  ['no key id', 'algorithm=HMAC_SHA256'],
  ['an empty key id', 'key=,algorithm=HMAC_SHA256'],
  ['another algorithm', 'key=WK2,algorithm=HMAC_SHA1'],
  ['an algorithm that is none', 'key=WK2,algorithm=none'],
  ['the algorithm in another case', 'key=WK2,algorithm=hmac_sha256'],
  ['no algorithm', 'key=WK2'],
  ['two key ids', 'key=WK2,key=WK1,algorithm=HMAC_SHA256'],
  ['two algorithms', 'key=WK2,algorithm=HMAC_SHA256,algorithm=HMAC_SHA1'],
  ['a pair that is none', 'key=WK2,algorithm=HMAC_SHA256,'],
  ['another separator', 'key=WK2;algorithm=HMAC_SHA256'],
  ['nothing', ''],
  ['a name of every object', 'key=constructor,algorithm=HMAC_SHA256'],
])('refuses a header with %s', (_, settings) => {
  for (const signature of [
    hmac('sha256', key),
    hmac('sha1', authToken),
    hmac('sha256', authToken),
    hmac('sha1', key),
    '',
  ])
    expect(isSigned(headers(signature, settings))).toBe(false);
});

it.each([
  ['the token’s signature under a header', headers(hmac('sha1', authToken), ofShared)],
  ['the token’s, by the other algorithm', headers(hmac('sha256', authToken), ofShared)],
  ['the shared key’s without the header', headers(hmac('sha256', key))],
  ['the shared key’s by the token’s algorithm', headers(hmac('sha1', key))],
  ['the same under a header', headers(hmac('sha1', key), ofShared)],
  ['no signature', headers('', ofShared)],
  ['two headers', headers(hmac('sha256', key), [ofShared, ofShared])],
])('refuses %s', (_, given) => expect(isSigned(given)).toBe(false));

it('knows no shared key where the account has none', () => {
  const old = { accountId: 'AC1', authToken };
  expect(isSigned(headers(hmac('sha256', key), ofShared), old)).toBe(false);
  expect(isSigned(headers(hmac('sha256', ''), ofShared), old)).toBe(false);
  expect(isSigned(headers(hmac('sha1', authToken)), old)).toBe(true);
});
