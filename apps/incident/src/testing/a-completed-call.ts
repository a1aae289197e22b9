import type { CompletedCall } from '../call-incidents/call-payload.js';

/** The answered call of the product page. */
export const aCompletedCall = (fields: Partial<CompletedCall> = {}): CompletedCall => ({
  callId: 'call_1234567890abcdef',
  lineId: 'line_hotline',
  lineName: 'On-call hotline',
  lineNumber: '+12245550123',
  provider: 'twilio',
  providerCallId: 'CA0a1b2c3d4e5f678901234567890abcd',
  caller: { number: '+14156040016', name: 'Mitchell Starc', contactId: 'contact_1', address: null },
  calledAt: '2025-07-29T06:24:32.262Z',
  test: false,
  answeredAt: '2025-07-29T06:24:55.801Z',
  endedAt: '2025-07-29T06:25:05.262Z',
  duration: 33,
  outcome: 'answered',
  receiver: { id: 'user_abcdef123456', name: 'Priya S.', oncallId: 'oncall_789xyz', oncallName: 'Backend Team' },
  steps: [],
  recordingEnabled: true,
  recording: { url: 'https://ringdown.example.com/api/v1/calls/call_1234567890abcdef/recording', seconds: 9 },
  voicemail: null,
  notes: '',
  ...fields,
});
