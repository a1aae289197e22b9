import fc from 'fast-check';
import type { Fields } from '../port/reports.js';
import type { ProviderAccount, SignedRequest } from '../port/telephony-provider.js';
import { changed, changedFields, firstOf } from './signed-request-changes.js';
import type { TelephonyRig } from './telephony-rig.js';

const account: ProviderAccount = { accountId: 'AC00000000000000000000000000000001', authToken: '12345abcdef67890test' };
const url = 'https://hooks.example.com/voice/twilio/line_1/calls/call_1/attempts/1/dial?r=7&x=a%20b';
const fields: Fields = {
  CallSid: 'CA0123456789abcdef0123456789abcdef',
  From: '+14155550101',
  To: '+12245550123',
  CallerCity: '',
  CallerName: ' Zoë & <Söhne> ',
  Digits: '1',
  Tag: ['b', 'a', 'b'],
};
const request = { url, method: 'POST', fields };

export function itTrustsOnlySignatures({ open, signatures }: TelephonyRig): void {
  const provider = open('https://api.example.com');
  const signed = signatures.sign(request, account);
  const signature = firstOf(signed.headers[signatures.header]);
  const others = Object.keys(signed.headers).filter((name) => name !== signatures.header);
  const isAccepted = (change: Partial<SignedRequest>, by = account): boolean =>
    provider.isSigned({ ...signed, ...change }, by);
  const withHeader = (name: string, value: string | undefined) => ({ headers: { ...signed.headers, [name]: value } });
  const texts = new Set(signatures.signedTexts(request));
  /** A forgery is what has another text to sign: `?a=1` and `?a=1&` are one, for the provider and for its software. */
  const isForgery = (change: Partial<SignedRequest>): boolean =>
    !signatures.signedTexts({ ...request, ...change }).some((text) => texts.has(text));
  const noneIsAccepted = <T>(forgeries: fc.Arbitrary<T>, isForgeryAccepted: (forgery: T) => boolean): void =>
    fc.assert(
      fc.property(forgeries, (forgery) => !isForgeryAccepted(forgery)),
      { numRuns: 3000 },
    );

  describe('a signature', () => {
    it.each(signatures.vectors.map((sample) => [sample.request.url, sample] as const))(
      'is known where it is published or was made by their own software: %s',
      (_, { request: published, account: by }) => expect(provider.isSigned(published, by)).toBe(true),
    );

    it('covers repeated, empty and untrimmed fields', () => expect(isAccepted({})).toBe(true));
    it('does not depend on the order of the fields', () =>
      expect(isAccepted({ fields: Object.fromEntries(Object.entries(fields).toReversed()) })).toBe(true));
    it('is refused for any other URL', () => {
      const forgeries = changed(url).filter((other) => isForgery({ url: other }));
      noneIsAccepted(forgeries, (other) => isAccepted({ url: other }));
    });
    it('is refused for any other fields', () => {
      const forgeries = changedFields(fields).filter((other) => isForgery({ fields: other }));
      noneIsAccepted(forgeries, (other) => isAccepted({ fields: other }));
    });
    it('is refused where it is any other', () => {
      const forgeries = changed(signature).filter((other) => !signatures.listed(other).includes(signature));
      noneIsAccepted(forgeries, (other) => isAccepted(withHeader(signatures.header, other)));
    });
    it('is refused where what comes with it is any other, or is not there', () => {
      for (const name of others) {
        noneIsAccepted(changed(firstOf(signed.headers[name])), (other) => isAccepted(withHeader(name, other)));
        expect(isAccepted(withHeader(name, undefined))).toBe(false);
        expect(isAccepted(withHeader(name, ''))).toBe(false);
      }
    });
    it('is refused for any other token', () => {
      // HMAC fills a key up with zeros: one that ends in them is no other key
      const tokens = changed(account.authToken).filter((token) => !token.endsWith('\0'));
      noneIsAccepted(tokens, (authToken) => isAccepted({}, { ...account, authToken }));
    });
    it.each([
      ['missing', undefined],
      ['empty', ''],
    ])('is refused where it is %s', (_, value) => expect(isAccepted(withHeader(signatures.header, value))).toBe(false));
    it('is refused, without a throw, for what is no URL', () => {
      for (const none of ['', '/voice', 'https://', 'https://[', 'ftp://x/', 'https:/hooks.example.com/'])
        expect(isAccepted({ url: none })).toBe(false);
    });
  });
}
