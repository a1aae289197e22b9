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
  describe('how a text stands', () => reads(reports.textStatus, (fields) => provider.readTextStatus(fields)));
  describe('the end of a call to a person', () =>
    reads(reports.placedCallEnd, (fields) => provider.readPlacedCallEnd(fields)));
  describe('a text from a person', () => reads(reports.incomingText, (fields) => provider.readIncomingText(fields)));
  describe('pressed keys', () => reads(reports.keys, (fields) => provider.readKeys(fields)));

  it('claims nothing from a report that says nothing', () => {
    expect(provider.readIncoming({})).toBeNull();
    expect(provider.readCallId({})).toBeNull();
    expect(provider.readEnd({})).toBeNull();
    expect(provider.readRecording({})).toBeNull();
    expect(provider.readLeg({})).toBeNull();
    expect(provider.readTranscript({})).toBeNull();
    expect(provider.readTextStatus({})).toBeNull();
    expect(provider.readPlacedCallEnd({})).toBeNull();
    expect(provider.readIncomingText({})).toBeNull();
    expect(provider.readKeys({})).toBe('');
    expect(provider.readDial({})).toEqual({ miss: 'no_answer', bridged: null, completed: false, callerGone: false });
  });

  it('takes a text from a person for no report on a text of ours, and the other way round', () => {
    for (const { fields } of reports.incomingText) expect(provider.readTextStatus(fields)).toBeNull();
    for (const { fields } of reports.textStatus) expect(provider.readIncomingText(fields)).toBeNull();
  });

  it('names the call that an incoming call was read from', () => {
    for (const { fields, read } of reports.incoming)
      expect(provider.readCallId(fields)).toBe(read?.providerCallId ?? null);
  });
}
