import { callEvents } from '@ringdown/contracts';
import { advance, type Call, type CallCommand, unknownCaller } from '@ringdown/domain-calls';
import type { OutboxEvent } from '@ringdown/platform-messaging';
import { at, end, endDial, nobody, pickUp, press, proceed, received, storedAfter } from '../testing/a-call.js';
import { outboxEventsOf } from './call-events.js';

const publicUrl = 'https://ringdown.example.com';
const schemas = new Map(Object.values(callEvents).map(({ subject, schema }) => [subject as string, schema]));

/** What the others hear of a whole call. */
function publishedBy(...commands: readonly CallCommand[]): readonly OutboxEvent[] {
  let call: Call | null = null;
  return commands.flatMap((command) => {
    const next = advance(call, command);
    call = next.call;
    if (!next.call) return [];
    const { steps, events } = next;
    return outboxEventsOf(events, { call: next.call, steps, correlationId: 'corr_1', publicUrl, notes: 'rang twice' });
  });
}

const subjects = (outboxEvents: readonly OutboxEvent[]) => outboxEvents.map(({ subject }) => subject);
const completed = (outboxEvents: readonly OutboxEvent[]) =>
  outboxEvents.find((f) => f.subject === callEvents.completed.subject)?.data;

const answered = [
  received(),
  proceed(4),
  pickUp(10),
  press(14),
  endDial(60, { bridged: true, callerGone: true }),
  end(61, 61),
];
const missed = [received(), proceed(4), ...[1, 2, 3].map((attempt) => endDial(attempt * 25, { attempt })), end(90, 90)];
const noOne = [received({ plan: nobody }), proceed(4), end(9, 9)];
const rejected = [received({ admission: { kind: 'refuse', refusal: 'caller_blocked' } }), end(1, 0)];
const withheld = [received({ caller: unknownCaller }), proceed(4), end(9, null, true)];
const calls = { answered, missed, noOne, rejected, withheld };

it.each(Object.entries(calls))('publishes of a call that is %s what the contract says', (_, commands) => {
  const outboxEvents = publishedBy(...commands);
  for (const { subject, data } of outboxEvents) expect(schemas.get(subject)?.parse(data)).toEqual(data);
  expect(subjects(outboxEvents).at(0)).toBe('call.started.v1');
  expect(subjects(outboxEvents).at(-1)).toBe('call.completed.v1');
  expect(new Set(outboxEvents.map(({ id }) => id)).size).toBe(outboxEvents.length);
  expect(new Set(outboxEvents.map(({ correlationId }) => correlationId))).toEqual(new Set(['corr_1']));
});

it('publishes who was rung, who answered, and how it ended', () => {
  const outboxEvents = publishedBy(...answered);
  const receiver = { id: 'user_1', name: 'Priya S.', oncallId: 'sched_1', oncallName: 'Primary rota' };
  expect(outboxEvents.map(({ id }) => id)).toEqual([
    'call_1.started',
    'call_1.rang.1',
    'call_1.answered.1',
    'call_1.completed',
  ]);
  expect(outboxEvents[1]?.data).toMatchObject({ role: 'primary', attempt: 1, userId: 'user_1', userName: 'Priya S.' });
  expect(outboxEvents[2]?.data).toMatchObject({ receiver, answeredAt: new Date(at(14)).toISOString() });
  expect(completed(outboxEvents)).toMatchObject({
    outcome: 'answered',
    receiver,
    duration: 61,
    answeredAt: new Date(at(14)).toISOString(),
    endedAt: new Date(at(61)).toISOString(),
    caller: { number: '+14156040016', name: 'Mitchell Starc', contactId: 'contact_1' },
    notes: 'rang twice',
    recording: null,
    voicemail: null,
  });
});

it.each([
  ['missed', missed, ['call.rang.v1', 'call.rang.v1', 'call.rang.v1']],
  ['no_one_on_call', noOne, []],
  ['rejected', rejected, []],
  ['failed', withheld, ['call.rang.v1']],
] as const)('publishes that a call was %s, with nobody who answered', (outcome, commands, between) => {
  const outboxEvents = publishedBy(...commands);
  expect(subjects(outboxEvents)).toEqual(['call.started.v1', ...between, 'call.completed.v1']);
  expect(completed(outboxEvents)).toMatchObject({ outcome, receiver: null, answeredAt: null });
});

it('takes an answer back that was never bridged: the one who did talk is published as well', () => {
  const outboxEvents = publishedBy(
    received(),
    proceed(4),
    pickUp(8),
    press(10),
    endDial(11),
    pickUp(15, 2),
    press(18, '1', 2),
    end(60),
  );
  const answers = outboxEvents.filter(({ subject }) => subject === callEvents.answered.subject);
  expect(answers.map(({ id }) => id)).toEqual(['call_1.answered.1', 'call_1.answered.2']);
  expect(completed(outboxEvents)).toMatchObject({ receiver: { id: 'user_2', oncallId: null, oncallName: null } });
});

describe('recordings', () => {
  const recording = { recordingId: 'RE1', providerUrl: 'https://api.twilio.com/RE1', seconds: 40 };
  const attach = (seconds: number, kind: 'conversation' | 'voicemail' = 'conversation'): CallCommand => ({
    type: 'attach-recording',
    kind,
    recording,
    at: at(seconds),
  });

  it('are named where Ringdown serves them, never where the provider does', () => {
    const outboxEvents = publishedBy(...answered.slice(0, -1), attach(60.5), end(61, 61));
    expect(completed(outboxEvents)).toMatchObject({
      recording: { url: `${publicUrl}/api/v1/calls/call_1/recording`, seconds: 40 },
    });
    expect(JSON.stringify(outboxEvents)).not.toContain('twilio.com');
  });

  it('are published by themselves when they come after the end, and only then', () => {
    const late = publishedBy(...missed, attach(100, 'voicemail'));
    const { id, data } = late.at(-1) ?? {};
    expect(subjects(late).at(-1)).toBe('call.enriched.v1');
    expect(id).not.toContain('call_1');
    expect(data).toEqual({
      callId: 'call_1',
      lineId: 'line_1',
      recording: null,
      voicemail: { url: `${publicUrl}/api/v1/calls/call_1/voicemail`, seconds: 40, transcript: null },
    });
    expect(subjects(publishedBy(...answered.slice(0, -1), attach(60.5)))).not.toContain('call.enriched.v1');
  });
});

it('publishes what a voicemail says once the provider has written it down', () => {
  const message = { recordingId: 'RE1', providerUrl: 'https://api.twilio.com/RE1', seconds: 40 };
  const later = publishedBy(
    ...missed,
    { type: 'attach-recording', kind: 'voicemail', recording: message, at: at(100) },
    { type: 'attach-transcript', text: 'Checkout is down.', at: at(110) },
  );
  expect(subjects(later).slice(-2)).toEqual(['call.enriched.v1', 'call.enriched.v1']);
  expect(later.at(-1)?.data).toMatchObject({ voicemail: { seconds: 40, transcript: 'Checkout is down.' } });
});

it('publishes a step that is played again under the same ids', () => {
  const stored = storedAfter(received(), proceed(4), pickUp(10));
  const { call, events, steps } = advance(stored.call, press(14));
  const snapshot = { call: call as Call, steps, correlationId: 'c', publicUrl, notes: '' };
  expect(outboxEventsOf(events, snapshot)).toEqual(outboxEventsOf(events, snapshot));
});
