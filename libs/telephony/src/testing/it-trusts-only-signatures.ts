import fc from 'fast-check';
import type { Fields } from '../port/reports.js';
import type { ProviderAccount, SignedRequest } from '../port/telephony-provider.js';
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

/** The text with one character taken out, put in or exchanged: always another text. */
const changed = (text: string): fc.Arbitrary<string> =>
  fc
    .record({
      at: fc.nat({ max: Math.max(0, text.length) }),
      how: fc.constantFrom('in', 'out', 'exchange'),
      by: fc.oneof(
        fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }),
        fc.constantFrom('/', '\\', '.', ':', '%', '@', '\t', '\n', ' ', 'H'),
      ),
    })
    .map(({ at, how, by }) => text.slice(0, at) + (how === 'out' ? '' : by) + text.slice(how === 'in' ? at : at + 1))
    .filter((other) => other !== text);

const one = (value: Fields[string]): string => (typeof value === 'string' ? value : (value?.[0] ?? ''));

/** One field changed, left out, added, renamed or repeated with another value. */
const changesOf = (name: string): fc.Arbitrary<Fields>[] => {
  const { [name]: value, ...others } = fields;
  return [
    changed(one(value)).map((other) => ({ ...fields, [name]: other })),
    changed(one(value))
      .filter((other) => !value?.includes(other) || typeof value === 'string')
      .map((other) => ({ ...fields, [name]: [one(value), other] })),
    changed(name)
      .filter((other) => !(other in fields))
      .map((other) => ({ ...others, [other]: value })),
    fc.constant(others),
    fc.stringMatching(/^Added[A-Z]{1,5}$/).map((added) => ({ ...fields, [added]: '' })),
  ];
};
const changedFields = fc.oneof(...Object.keys(fields).flatMap(changesOf));

export function itTrustsOnlySignatures({ open, signatures }: TelephonyRig): void {
  const provider = open('https://api.example.com');
  const signed = signatures.sign({ url, method: 'POST', fields }, account);
  const signature = one(signed.headers[signatures.header]);
  const isAccepted = (change: Partial<SignedRequest>, by = account): boolean =>
    provider.isSigned({ ...signed, ...change }, by);
  const noneIsAccepted = <T>(forgeries: fc.Arbitrary<T>, isForgeryAccepted: (forgery: T) => boolean): void =>
    fc.assert(
      fc.property(forgeries, (forgery) => !isForgeryAccepted(forgery)),
      { numRuns: 3000 },
    );

  describe('a signature', () => {
    it.each(signatures.vectors.map((sample) => [sample.request.url, sample] as const))(
      'is known where it is published or was made by their own software: %s',
      (_, { request, account: by }) => expect(provider.isSigned(request, by)).toBe(true),
    );

    it('covers repeated, empty and untrimmed fields', () => expect(isAccepted({})).toBe(true));
    it('does not depend on the order of the fields', () =>
      expect(isAccepted({ fields: Object.fromEntries(Object.entries(fields).toReversed()) })).toBe(true));
    it('is refused for any other URL', () => noneIsAccepted(changed(url), (other) => isAccepted({ url: other })));
    it('is refused for any other fields', () =>
      noneIsAccepted(changedFields, (other) => isAccepted({ fields: other })));
    it('is refused where it is any other', () =>
      noneIsAccepted(changed(signature), (other) => isAccepted({ headers: { [signatures.header]: other } })));
    it('is refused for any other token', () => {
      // HMAC fills a key up with zeros: one that ends in them is no other key
      const others = changed(account.authToken).filter((token) => !token.endsWith('\0'));
      noneIsAccepted(others, (authToken) => isAccepted({}, { ...account, authToken }));
    });
    it.each([
      ['missing', undefined],
      ['empty', ''],
      ['there twice', [signature, signature]],
    ])('is refused where it is %s', (_, header) =>
      expect(isAccepted({ headers: { [signatures.header]: header } })).toBe(false),
    );
    it('is refused, without a throw, for what is no URL', () => {
      for (const none of ['', '/voice', 'https://', 'https://[', 'ftp://x/', 'https:/hooks.example.com/'])
        expect(isAccepted({ url: none })).toBe(false);
    });
  });
}
