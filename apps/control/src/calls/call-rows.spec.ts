import type { Call } from '@ringdown/contracts';
import { callHeader, callRows } from './call-rows.js';

const at = '2026-01-05T09:00:00.000Z';
const stranger = { number: '+14156040016', name: null, contactId: null, address: null, verification: null };
const aCall = (changed: Partial<Call> = {}): Call => ({
  id: 'call_1',
  lineId: 'line_1',
  lineName: 'On-call hotline',
  provider: 'twilio',
  providerCallId: 'CA1',
  caller: stranger,
  calledAt: at,
  answeredAt: null,
  endedAt: at,
  duration: 12,
  status: 'ended',
  outcome: 'missed',
  receiver: null,
  attempts: [],
  steps: [],
  recording: null,
  voicemail: null,
  incidentId: null,
  notes: '',
  test: false,
  archived: false,
  ...changed,
});
const named = (name: string): Partial<Call> => ({ caller: { ...stranger, number: null, name } });

it('has as many cells in a row as in the header, and ends both with CR LF', () => {
  const cells = (row: string): number => row.trimEnd().split(',').length;
  expect(cells(callRows([aCall()]))).toBe(cells(callHeader()));
  expect(callHeader()).toMatch(/^"id","line",.*\r\n$/);
  expect(callRows([aCall(), aCall()]).match(/\r\n/g)).toHaveLength(2);
});

it('writes a phone number as a text', () => {
  expect(callRows([aCall()])).toContain(`,12,"'+14156040016",,"ended","missed",`);
});

it('tells who a caller without a number is, and what the carriers say of one', () => {
  const verification = { result: 'failed', attestation: 'C', reported: 'TN-Validation-Failed-C' } as const;
  const alice = { ...stranger, number: null, address: 'sip:alice@pbx.example.com' };
  expect(callRows([aCall({ caller: alice })])).toContain(',"sip:alice@pbx.example.com",');
  expect(callRows([aCall({ caller: { ...stranger, verification } })])).toMatch(/,"TN-Validation-Failed-C"\r\n$/);
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\n=1', '＝1+1'])('lets no spreadsheet calculate %j', (name) => {
  expect(callRows([aCall(named(name))])).toContain(`"'${name}"`);
});

it.each(['\u202e=1+1', '\ufeff@SUM(A1)', '\u200b-1', '\u2066+1'])(
  'nor what hides behind something invisible: %j',
  (name) => {
    expect(callRows([aCall(named(name))])).toContain(`"'${name.slice(1)}"`);
  },
);

it('shows nothing invisible in any column', () => {
  const row = callRows([
    aCall({
      lineName: 'Hot\u202eline',
      notes: 'a\u0007b',
      receiver: { id: 'user_1', name: 'Pri\u200bya 👩\u200d🚒', oncallId: 'sched_1', oncallName: '\u2067Team\u2069' },
      voicemail: { url: '/v', seconds: 1, transcript: 'call\u200eback' },
    }),
  ]);
  for (const text of ['"Hotline"', '"ab"', '"Priya 👩\u200d🚒"', '"Team"', '"callback"']) expect(row).toContain(text);
});

it('keeps quotes, commas and line breaks inside of their cell', () => {
  expect(callRows([aCall({ notes: 'He said "now",\nthen hung up' })])).toContain('"He said ""now"",\nthen hung up"');
  expect(callRows([aCall({ notes: 'five = 2 + 3' })])).toContain('"five = 2 + 3"');
});
