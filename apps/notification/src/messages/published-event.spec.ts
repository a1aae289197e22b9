import { callPayload, oncallEvents } from '@ringdown/contracts';
import { aCall, callEvent } from '../testing/a-call.js';
import { shiftStarted } from '../testing/a-shift.js';
import { laterEvent, openedEvent } from '../testing/an-incident.js';
import { evolveStory, type NotifiableEvent, type Story } from '../stories/index.js';
import { publishedEventOf } from './published-event.js';

const lineRating = { priority: 'p1', severity: 'sev1', teams: ['devops', 'backend'], recordingEnabled: true } as const;
const eventAt = '2025-07-29T06:25:06.000Z';

function published(key: string, ...events: readonly NotifiableEvent[]) {
  const story = events.reduce<Story | null>(
    (now, event, n) => evolveStory(now, key, { event, sequence: n + 1 } as Parameters<typeof evolveStory>[2]),
    null,
  );
  const publicUrl = 'https://ringdown.example.com';
  return publishedEventOf(events.at(-1) as NotifiableEvent, { story, lineRating, publicUrl, eventAt });
}

it('publishes a finished call as the payload that its incident would have', () => {
  const recording = { url: '/api/v1/calls/call_1/recording', seconds: 9 };
  const event = published('call_1', callEvent({ recording, notes: 'rang twice' }));
  expect(event).toMatchObject({ type: 'call.completed', timestamp: eventAt });
  const data: unknown = JSON.parse(event?.dataJson ?? '');
  expect(callPayload.parse(data)).toEqual(data);
  expect(data).toEqual({
    message: 'On-call hotline: Call from Mitchell Starc (+14156040016) (33s)',
    title: 'On-call hotline: Call from Mitchell Starc (+14156040016) (33s)',
    details: {
      callId: 'call_1',
      twilioCallId: 'CA0a1b2c3d4e5f678901234567890abcd1',
      liveCallRouting: { name: 'On-call hotline', number: '+12245550123', recordingEnabled: true },
      call: {
        calledAt: '2025-07-29T06:24:32.262Z',
        answeredAt: '2025-07-29T06:24:55.801Z',
        duration: 33,
        recording: 'https://ringdown.example.com/api/v1/calls/call_1/recording',
      },
      caller: { name: 'Mitchell Starc', number: '+14156040016' },
      receiver: { id: 'user_1', name: 'Priya S.', oncallId: 'sched_1', oncallName: 'Backend Team' },
      details: 'rang twice',
    },
    priority: 'p1',
    severity: 'sev1',
    teams: ['devops', 'backend'],
  });
});

it('publishes a call that lives with what is known of it, and who is rung', () => {
  const { callId, lineId, lineName, lineNumber, provider, providerCallId, caller, calledAt, test } = aCall();
  const about = { callId, lineId, lineName, lineNumber, provider, providerCallId, caller, calledAt, test };
  const started = { subject: 'call.started.v1', data: { ...about, rejected: false } } as const;
  const rang = {
    subject: 'call.rang.v1',
    data: { ...about, role: 'primary', attempt: 1, userId: 'user_1', userName: 'Priya S.' },
  } as const;
  expect(JSON.parse(published('call_1', started)?.dataJson ?? '')).toMatchObject({
    title: 'On-call hotline: Call from Mitchell Starc (+14156040016) (ringing)',
    details: { call: { answeredAt: null, duration: null, recording: null }, receiver: null },
  });
  expect(JSON.parse(published('call_1', started, rang)?.dataJson ?? '')).toMatchObject({
    ringing: { role: 'primary', name: 'Priya S.' },
  });
});

it('publishes a voicemail that came later, with where it is heard', () => {
  const voicemail = { url: '/api/v1/calls/call_1/voicemail', seconds: 9, transcript: 'It is down.' };
  const enriched = {
    subject: 'call.enriched.v1',
    data: { callId: 'call_1', lineId: 'line_1', recording: null, voicemail },
  } as const;
  const event = published('call_1', callEvent({ outcome: 'missed' }), enriched);
  expect(event?.type).toBe('call.voicemail');
  expect(JSON.parse(event?.dataJson ?? '')).toMatchObject({
    details: { callId: 'call_1' },
    voicemail: { ...voicemail, url: 'https://ringdown.example.com/api/v1/calls/call_1/voicemail' },
  });
});

it('publishes an incident with who did what when, and its body as the monitor wrote it', () => {
  const detailsJson = '{"id":2868860079149422351,"v":5.0}';
  const opened = openedEvent({ details: null, detailsJson });
  const acknowledged = laterEvent('incident.acknowledged.v1', { status: 'acknowledged', details: null, detailsJson });
  const event = published('inc_1', opened, acknowledged);
  expect(event?.type).toBe('incident.acknowledged');
  expect(event?.dataJson).toContain(`"details":${detailsJson}`);
  const data = JSON.parse(event?.dataJson ?? '') as object;
  expect(data).toMatchObject({
    id: 'inc_1',
    number: 12,
    title: 'Checkout is down',
    status: 'acknowledged',
    acknowledgedAt: '2025-07-29T06:40:00.000Z',
    acknowledgedBy: 'Priya S.',
    resolvedAt: null,
    by: { type: 'user', name: 'Priya S.' },
  });
  for (const own of ['incidentId', 'detailsJson', 'channelIds', 'lineId', 'at']) expect(data).not.toHaveProperty(own);
});

it('publishes a handoff as it is promised, without what only our own messages say', () => {
  const event = published('sched_1', shiftStarted({ from: { id: 'user_2', name: 'Sam T.' } }));
  expect(event?.type).toBe('oncall.shift_started');
  const data = JSON.parse(event?.dataJson ?? '') as object;
  expect(Object.keys(data)).toEqual(['event_type', 'organization', 'user', 'oncall']);
  expect(oncallEvents.shiftStarted.schema.omit({ handoff: true }).parse(data)).toEqual(data);
});

it('publishes nothing of a call that was deleted', () => {
  const deleted = { subject: 'call.deleted.v1', data: { callId: 'call_1', lineId: 'line_1' } } as const;
  expect(published('call_1', callEvent(), deleted)).toBeNull();
});
