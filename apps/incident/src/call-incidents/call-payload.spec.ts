import { callPayload } from '@ringdown/contracts';
import { aCompletedCall } from '../testing/a-completed-call.js';
import { callPayloadOf } from './call-payload.js';

const setting = { priority: 'p1', severity: 'sev1', teams: ['devops', 'backend'] } as const;
const recording = 'https://ringdown.example.com/api/v1/calls/call_1234567890abcdef/recording';

describe('callPayloadOf', () => {
  it('is the payload of the product page, name by name', () => {
    const title = 'On-call hotline: Call from Mitchell Starc (+14156040016) (33s)';
    const expected = {
      message: title,
      title,
      details: {
        callId: 'call_1234567890abcdef',
        twilioCallId: 'CA0a1b2c3d4e5f678901234567890abcd',
        liveCallRouting: { name: 'On-call hotline', number: '+12245550123', recordingEnabled: true },
        call: {
          calledAt: '2025-07-29T06:24:32.262Z',
          answeredAt: '2025-07-29T06:24:55.801Z',
          duration: 33,
          recording,
        },
        caller: { name: 'Mitchell Starc', number: '+14156040016' },
        receiver: { id: 'user_abcdef123456', name: 'Priya S.', oncallId: 'oncall_789xyz', oncallName: 'Backend Team' },
        details: '',
      },
      priority: 'p1',
      severity: 'sev1',
      teams: ['devops', 'backend'],
    };
    const payload = callPayloadOf(aCompletedCall(), setting, recording);
    expect(JSON.stringify(payload)).toBe(JSON.stringify(expected));
    expect(callPayload.parse(payload)).toEqual(payload);
  });

  it('says null where there is nothing', () => {
    const call = aCompletedCall({
      caller: { number: null, name: null, contactId: null, address: null },
      answeredAt: null,
      receiver: null,
      recording: null,
      outcome: 'missed',
      duration: 125,
    });
    const payload = callPayloadOf(call, { priority: null, severity: null, teams: [] }, null);
    expect(payload).toMatchObject({
      title: 'On-call hotline: Call from unknown caller (125s)',
      details: {
        call: { answeredAt: null, duration: 125, recording: null },
        caller: { name: null, number: null },
        receiver: null,
      },
      priority: null,
      severity: null,
      teams: [],
    });
    expect(callPayload.parse(payload)).toEqual(payload);
  });

  it('names a Plivo call as one', () => {
    const { details } = callPayloadOf(aCompletedCall({ provider: 'plivo', providerCallId: 'uuid' }), setting, null);
    expect(details).toMatchObject({ plivoCallId: 'uuid' });
    expect(details).not.toHaveProperty('twilioCallId');
  });

  it('carries the notes of the call', () => {
    expect(callPayloadOf(aCompletedCall({ notes: 'Cards fail' }), setting, null).details.details).toBe('Cards fail');
  });
});
