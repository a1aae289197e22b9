import type { CallEvent, CompletedCall } from '../stories/index.js';

/** An answered call of 33 seconds; a test names only what it is about. */
export const aCall = (changes: Partial<CompletedCall> = {}): CompletedCall => ({
  callId: 'call_1',
  lineId: 'line_1',
  lineName: 'On-call hotline',
  lineNumber: '+12245550123',
  provider: 'twilio',
  providerCallId: 'CA0a1b2c3d4e5f678901234567890abcd1',
  caller: { number: '+14156040016', name: 'Mitchell Starc', contactId: null, address: null },
  calledAt: '2025-07-29T06:24:32.262Z',
  test: false,
  answeredAt: '2025-07-29T06:24:55.801Z',
  endedAt: '2025-07-29T06:25:05.262Z',
  duration: 33,
  outcome: 'answered',
  receiver: { id: 'user_1', name: 'Priya S.', oncallId: 'sched_1', oncallName: 'Backend Team' },
  steps: [
    { at: '2025-07-29T06:24:32.262Z', text: 'Mitchell Starc called On-call hotline' },
    { at: '2025-07-29T06:24:55.801Z', text: 'Primary Priya S. accepted' },
  ],
  recordingEnabled: true,
  recording: null,
  voicemail: null,
  notes: '',
  ...changes,
});

/** The same, unanswered. */
export const aMissedCall = (changes: Partial<CompletedCall> = {}): CompletedCall =>
  aCall({ outcome: 'missed', answeredAt: null, receiver: null, steps: [], ...changes });

export const callEvent = (changes: Partial<CompletedCall> = {}): CallEvent => ({
  subject: 'call.completed.v1',
  data: aCall(changes),
});
