import { incidentEvents } from '@ringdown/contracts';
import fc from 'fast-check';
import { aCall } from '../testing/a-call.js';
import { laterEvent, openedEvent } from '../testing/an-incident.js';
import type { CallEvent, IncidentEvent } from './notifiable-event.js';
import { type CallStory, evolveStory, happenedWords, type IncidentStory, type Story, story } from './story.js';

const { callId, lineId, lineName, lineNumber, provider, providerCallId, caller, calledAt, test, receiver, answeredAt } =
  aCall();
const details = { callId, lineId, lineName, lineNumber, provider, providerCallId, caller, calledAt, test };

const started: CallEvent = { subject: 'call.started.v1', data: { ...details, rejected: false } };
const rang: CallEvent = {
  subject: 'call.rang.v1',
  data: { ...details, role: 'fallback1', attempt: 2, userId: 'user_1', userName: 'Priya S.' },
};
const answered = {
  subject: 'call.answered.v1',
  data: { ...details, receiver, answeredAt },
} as CallEvent;
const completed: CallEvent = { subject: 'call.completed.v1', data: aCall() };
const enriched: CallEvent = {
  subject: 'call.enriched.v1',
  data: { callId: 'call_1', lineId: 'line_1', recording: null, voicemail: { url: '/v', seconds: 9, transcript: null } },
};
const deleted: CallEvent = { subject: 'call.deleted.v1', data: { callId: 'call_1', lineId: 'line_1' } };

const call = (...events: readonly (CallEvent | IncidentEvent)[]): CallStory =>
  events.reduce<Story | null>(
    (now, event, n) => evolveStory(now, 'call_1', { event, sequence: n + 1 }),
    null,
  ) as CallStory;
const incident = (...events: readonly IncidentEvent[]): IncidentStory =>
  events.reduce<Story | null>(
    (now, event, n) => evolveStory(now, 'inc_1', { event, sequence: n + 1 }),
    null,
  ) as IncidentStory;

describe('the story of a call', () => {
  it('tells who is rung, who answered, how it ended, and what came later', () => {
    expect(call(started)).toMatchObject({ ringing: null, receiver: null, end: null });
    expect(call(started, rang)).toMatchObject({ ringing: { role: 'fallback1', userName: 'Priya S.' } });
    expect(call(started, rang, answered)).toMatchObject({ ringing: null, receiver: { name: 'Priya S.' } });
    expect(call(started, rang, answered, completed)).toMatchObject({ end: { outcome: 'answered', duration: 33 } });
    expect(call(started, completed, enriched)).toMatchObject({ voicemail: { seconds: 9 } });
  });

  it('is the same in the end, whatever is late, doubled or missing before it', () => {
    const all = [started, rang, answered];
    fc.assert(
      fc.property(fc.subarray([...all, ...all]), fc.subarray([...all, completed]), (before, late) => {
        const told = call(...before, completed, ...late);
        expect(told).toEqual(call(completed));
      }),
    );
  });

  it('forgets who called when the call is deleted, and nothing brings it back but a new end', () => {
    const after = call(started, completed, deleted);
    expect(after).toMatchObject({ isDeleted: true, end: null, receiver: null });
    expect(JSON.stringify(after)).not.toContain('Mitchell');
    expect(JSON.stringify(after)).not.toContain('+14156040016');
  });

  it('knows its incident, before the call itself is known, too', () => {
    const opened = openedEvent({ source: 'call', callIds: ['call_1'] });
    const acknowledged = laterEvent('incident.acknowledged.v1', { status: 'acknowledged', callIds: ['call_1'] });
    expect(call(opened)).toMatchObject({ call: null, incident: { number: 12, status: 'triggered', by: null } });
    expect(call(opened, started, completed, acknowledged)).toMatchObject({
      call: { callId: 'call_1' },
      incident: { number: 12, status: 'acknowledged', by: 'Priya S.' },
    });
  });
});

describe('the story of an incident', () => {
  const acknowledged = laterEvent('incident.acknowledged.v1', { status: 'acknowledged' });
  const resolved = laterEvent('incident.resolved.v1', { status: 'resolved' });
  const reopened = laterEvent('incident.reopened.v1');
  const escalated = {
    subject: 'incident.escalated.v1',
    data: {
      ...laterEvent('incident.acknowledged.v1').data,
      step: 2,
      of: 3,
      round: 1,
      people: [{ id: 'user_2', name: 'Sam T.', via: null }],
      channelIds: [],
    },
  } as IncidentEvent;

  it('tells who looks after it, how far it has escalated, and what happened', () => {
    const told = incident(openedEvent(), escalated, acknowledged, resolved);
    expect(told).toMatchObject({
      incident: { status: 'resolved' },
      acknowledged: { by: 'Priya S.' },
      resolved: { by: 'Priya S.' },
      escalation: null,
    });
    expect(told.happened.map(({ text }) => text)).toEqual([
      'Escalated to Sam T. (step 2 of 3)',
      'Priya S. acknowledged it',
      'Priya S. resolved it',
    ]);
    expect(incident(openedEvent(), escalated).escalation).toMatchObject({ step: 2, people: ['Sam T.'] });
    expect(incident(openedEvent(), resolved, reopened)).toMatchObject({ resolved: null, acknowledged: null });
  });

  it('is not changed by what is older than it', () => {
    const known = incident(openedEvent(), acknowledged, resolved);
    expect(evolveStory(known, 'inc_1', { event: acknowledged, sequence: 2 })).toEqual(known);
  });

  it('keeps the beginning of what the monitor sent, and the last twenty things that happened', () => {
    const details = 'x'.repeat(5000);
    const events = Array.from({ length: 40 }, () => laterEvent('incident.reopened.v1', { details }));
    const told = incident(openedEvent({ details }), ...events);
    expect(told.quote).toHaveLength(700);
    expect(told.happened).toHaveLength(20);
    expect(JSON.stringify(told).length).toBeLessThan(5000);
  });
});

it('comes back from its row as it was', () => {
  for (const told of [call(started, rang, completed), incident(openedEvent(), laterEvent('incident.resolved.v1'))]) {
    expect(story.parse(JSON.parse(JSON.stringify(told)))).toEqual(told);
  }
});

it('has words for each event of an incident, but for its beginning', () => {
  const { data } = laterEvent('incident.acknowledged.v1', { occurrences: 20 });
  const words = Object.values(incidentEvents).flatMap(({ subject }) => {
    const event = {
      subject,
      data: { ...data, step: 1, of: 1, round: 2, people: [], channelIds: [], addedChannelIds: [] },
    };
    return happenedWords(event as unknown as IncidentEvent) ?? [];
  });
  expect(words).toEqual([
    'Priya S. acknowledged it',
    'Priya S. took the acknowledgement back',
    'Priya S. resolved it',
    'Priya S. reopened it',
    'Escalated, step 1 of 1, round 2',
    'It has occurred 20 times',
  ]);
});
