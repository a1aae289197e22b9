import { asCallPayload } from './as-call-payload.js';

const payload = {
  title: 'On-call hotline: Call from +14156040016 (33s)',
  details: {
    callId: 'call_1',
    liveCallRouting: { name: 'On-call hotline', number: '+12245550123', recordingEnabled: true },
    call: { calledAt: '2025-07-29T06:24:32.262Z', answeredAt: null, duration: 33, recording: null },
    caller: { name: null, number: '+14156040016' },
    receiver: null,
    details: '',
  },
};

describe('asCallPayload', () => {
  it('knows a call payload', () => expect(asCallPayload(payload)).toBe(payload));
  it.each([
    null,
    'text',
    7,
    [],
    {},
    { details: 'text' },
    { details: { callId: 'call_1' } },
    { ...payload, details: [] },
  ])('takes %j for something else', (details) => expect(asCallPayload(details)).toBeNull());
});
