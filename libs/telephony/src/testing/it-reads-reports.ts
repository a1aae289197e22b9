import type { Fields } from '../port/reports.js';
import type { Samples, TelephonyRig } from './telephony-rig.js';

export function itReadsReports({ open, reports }: TelephonyRig): void {
  const provider = open('https://api.example.com');
  const reads = <T>(samples: Samples<T>, read: (fields: Fields) => T): void =>
    void it.each(samples.map(({ what, ...sample }) => [what, sample] as const))('%s', (_, { fields, read: expected }) =>
      expect(read(fields)).toEqual(expected),
    );

  describe('an incoming call', () => reads(reports.incoming, (fields) => provider.readIncoming(fields)));
  describe('the end of a dial', () => reads(reports.dial, (fields) => provider.readDial(fields)));
  describe("a responder's leg", () => reads(reports.leg, (fields) => provider.readLeg(fields)));
  describe('the end of a call', () => reads(reports.end, (fields) => provider.readEnd(fields)));
  describe('a recording', () => reads(reports.recording, (fields) => provider.readRecording(fields)));
  describe('a transcript', () => reads(reports.transcript, (fields) => provider.readTranscript(fields)));
  describe('pressed keys', () => reads(reports.keys, (fields) => provider.readKeys(fields)));

  it('claims nothing from a report that says nothing', () => {
    expect(provider.readIncoming({})).toBeNull();
    expect(provider.readCallId({})).toBeNull();
    expect(provider.readEnd({})).toBeNull();
    expect(provider.readRecording({})).toBeNull();
    expect(provider.readLeg({})).toBeNull();
    expect(provider.readTranscript({})).toBeNull();
    expect(provider.readKeys({})).toBe('');
    expect(provider.readDial({})).toEqual({ miss: 'no_answer', bridged: null, completed: false, callerGone: false });
  });

  it('names the call that an incoming call was read from', () => {
    for (const { fields, read } of reports.incoming)
      expect(provider.readCallId(fields)).toBe(read?.providerCallId ?? null);
  });
}
