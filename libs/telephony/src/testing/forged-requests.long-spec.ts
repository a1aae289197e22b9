import fc from 'fast-check';
import type { Fields } from '../port/reports.js';
import type { ProviderAccount, SignedRequest } from '../port/telephony-provider.js';
import { plivoRig } from './plivo/plivo-rig.js';
import { withOneByteChanged } from './request-bytes.js';
import type { TelephonyRig } from './telephony-rig.js';
import { twilioRig } from './twilio/twilio-rig.js';

const forgeriesPerProvider = 50_000;
const account: ProviderAccount = { accountId: 'AC00000000000000000000000000000001', authToken: '12345abcdef67890test' };
const call = 'https://hooks.example.com/voice/provider/line_1/calls/call_1';
const anonymous: Fields = {
  CallSid: 'CA0123456789abcdef0123456789abcdef',
  From: 'anonymous',
  CallerCity: '',
  Tag: 'z',
};
const named: Fields = {
  CallUUID: 'c0ffee00-1111-2222-3333-444455556666',
  From: '+14155550101',
  Name: ' Zoë & <Söhne> ',
};
const addresses = [call, `${call}/attempts/1/dial`, `${call}/proceed?r=7&x=a%20b`];

/** What the provider sends: every method of its own, with and without a query, with and without a form. */
const sent = ({ signatures }: TelephonyRig): readonly SignedRequest[] =>
  signatures.methods.flatMap((method) =>
    addresses.flatMap((url) =>
      [anonymous, named, {}].map((fields) => signatures.sign({ url, method, fields }, account)),
    ),
  );

/**
 * What a provider signs is a text: `a=1&` and `a=1` are one, and so are `From=x` and `Fromx=`. Where a changed byte leaves that
 * text as it was, and the signature with what comes with it, there is nothing that a signature could show.
 */
function isForged(original: SignedRequest, changed: SignedRequest, { signatures }: TelephonyRig): boolean {
  const texts = new Set(signatures.signedTexts(original));
  const signature = String(original.headers[signatures.header]);
  const isHeaderSame = Object.keys(original.headers).every((name) =>
    name === signatures.header
      ? signatures.listed(String(changed.headers[name])).includes(signature)
      : changed.headers[name] === original.headers[name],
  );
  return !isHeaderSame || !signatures.signedTexts(changed).some((text) => texts.has(text));
}

describe.each([
  { name: 'Twilio', rig: twilioRig },
  { name: 'Plivo', rig: plivoRig },
])('$name', ({ rig }) => {
  const provider = rig.open('https://api.example.com');
  const originals = sent(rig);

  it('accepts every request that these forgeries are made of', () => {
    expect(originals.filter((request) => !provider.isSigned(request, account))).toEqual([]);
  });

  it('accepts every published and computed signature', () => {
    const { vectors } = rig.signatures;
    expect(vectors.length).toBeGreaterThanOrEqual(8);
    expect(vectors.filter(({ request, account: by }) => !provider.isSigned(request, by))).toEqual([]);
  });

  it(`accepts none of ${forgeriesPerProvider} requests of which one byte was changed`, () => {
    const anyChanged = fc
      .constantFrom(...originals)
      .chain((original) => withOneByteChanged(original).map((changed) => ({ original, changed })));
    let made = 0;
    let forged = 0;
    const forgery = anyChanged.filter(({ original, changed }) => ++made > 0 && isForged(original, changed, rig));
    fc.assert(
      fc.property(forgery, ({ changed }) => {
        forged++;
        return !provider.isSigned(changed, account);
      }),
      { numRuns: forgeriesPerProvider },
    );
    expect(forged).toBe(forgeriesPerProvider);
    // few changes are such that they cannot be noticed
    expect(forged / made).toBeGreaterThan(0.9);
  });
});
