import { cpuTimeOf } from '@ringdown/testkit';
import fc from 'fast-check';
import type { Caller } from '../port/caller.js';
import type { TelephonyRig } from './telephony-rig.js';

/** Numbers of the world, and how they are sent: with punctuation, in URIs, encoded. */
const number = fc.constantFrom('+14155550101', '+442079460123', '+4915112345678', '+919876543210', '+390612345678');
const separators = ['', ' ', '-', '.', '/', '\u00a0', '\u2011'];
const spaced = (digits: string): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...separators, ...separators, ' (', ') '), {
      minLength: digits.length,
      maxLength: digits.length,
    })
    .map((between) => [...digits].map((digit, n) => digit + (n > 1 ? between[n] : '')).join(''));
const prefixed = fc.constantFrom(
  (digits: string) => `+${digits}`,
  (digits: string) => `00${digits}`,
);
const hosts = fc.constantFrom(
  '@pbx.example.com',
  '@pbx.example.com:5060;transport=udp',
  '@phone.plivo.com',
  '@[::1]?a=b',
);
const encoded = (text: string): string => encodeURIComponent(text);
const wrapped = fc.oneof(
  fc.constant((text: string) => text),
  fc
    .constantFrom('', ';phone-context=example.com', ';ext=12', ';npdi')
    .map((more) => (text: string) => `tel:${text}${more}`),
  hosts.map((host) => (text: string) => `sip:${encoded(text)}${host}`),
  hosts.map((host) => (text: string) => `"Zoë" <sips:${encoded(text)};npdi${host}>`),
  hosts.map((host) => (text: string) => `SIP:${encoded(text)}:secret${host}`),
);
const spelling = number.chain((e164) =>
  fc
    .tuple(spaced(e164.slice(1)), prefixed, wrapped)
    .map(([digits, prefix, wrap]) => ({ e164, sent: wrap(prefix(digits)) })),
);

const noNumbers = [
  ...['sip:alice@pbx.example.com', 'sips:alice@10.0.0.7:5061', 'client:alice', 'client:+14155550101'],
  ...['sip:zumba131031145958@phone.plivo.com', 'sip:4155550101@pbx.example.com', 'sip:14155550101@pbx.example.com'],
  ...[
    'tel:4155550101;phone-context=+1',
    '12345',
    '0123456789',
    '+0',
    '+01234567890',
    '+14155550101x',
    '011442079460123',
  ],
  ...['+141555501011234567', 'alice@example.com', 'sip:%ZZ@x.example.com', '0442079460123'],
];

export function itReadsCallers({ open, reports: { callerFields } }: TelephonyRig): void {
  const provider = open('https://api.example.com');
  const callerOf = (from: string): Caller | undefined => provider.readIncoming(callerFields(from))?.caller;

  describe('a caller', () => {
    it('is the number that is meant, however it is written', () =>
      fc.assert(
        fc.property(spelling, ({ e164, sent }) => expect(callerOf(sent)).toEqual({ number: e164, address: null })),
        { numRuns: 2000 },
      ));
    it('has a 0 in brackets only where it belongs to the number', () => {
      expect(callerOf('+44 (0)20 7946 0123')?.number).toBe('+442079460123');
      expect(callerOf('+39 (0)6 1234 5678')?.number).toBe('+390612345678');
    });
    it.each(noNumbers)('is kept as sent where it is no number: %s', (sent) =>
      expect(callerOf(sent)).toEqual({ number: null, address: sent }),
    );
    it('is never given a country', () =>
      fc.assert(
        fc.property(
          fc.oneof(fc.string(), fc.stringMatching(/^0?[2-9]\d{1,5}$/), fc.stringMatching(/^sip:[1-9]\d{6,14}@x$/)),
          (sent) => {
            fc.pre(!/^\s*(?:\+|00)/.test(sent));
            expect(callerOf(sent)?.number ?? null).toBeNull();
          },
        ),
        { numRuns: 2000 },
      ));
    it('is kept without what turns a text around, or that Postgres cannot keep, and not for ever long', () => {
      expect(callerOf('sip:a\u202e\0\u0007lice@x.example')?.address).toBe('sip:alice@x.example');
      expect(callerOf(`sip:${'a'.repeat(5000)}@x.example`)?.address).toHaveLength(200);
      expect(callerOf(`sip:${'\u{1f525}'.repeat(200)}@x.example`)?.address).toBe(`sip:${'\u{1f525}'.repeat(98)}`);
      expect(callerOf(`sip:a${'\u{1f525}'.repeat(200)}@x.example`)?.address).toBe(`sip:a${'\u{1f525}'.repeat(97)}`);
    });
    it('is read at once, however long the address is', () => {
      const address = `I${'<SIP:'.repeat(50_000)}>E`;
      expect(cpuTimeOf(() => callerOf(address))).toBeLessThan(500);
      expect(callerOf(address)?.number).toBeNull();
    });
    it.each([
      'sip:anonymous@anonymous.invalid',
      'sip:unknown@10.0.0.7',
      '"Anonymous" <sip:c8oqz84zk7z@anonymous.invalid>',
      'sip:+266696687@x',
    ])('is withheld where a SIP address says so: %s', (sent) =>
      expect(callerOf(sent)).toEqual({ number: null, address: null }),
    );
  });
}
