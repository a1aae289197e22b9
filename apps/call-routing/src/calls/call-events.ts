import { accepted, attemptOf, type Call, type CallEvent, type Step } from '@ringdown/domain-calls';
import { callEvents } from '@ringdown/contracts';
import { outboxEvent, type OutboxEvent } from '@ringdown/platform-messaging';

const iso = (at: number): string => new Date(at).toISOString();

interface CallSnapshot {
  readonly call: Call;
  readonly steps: readonly Step[];
  readonly correlationId: string;
  readonly publicUrl: string;
  readonly notes: string;
}

/** What other services hear of a step: events with ids derived from the call, so that publishing one twice is publishing it once. */
export function outboxEventsOf(events: readonly CallEvent[], snapshot: CallSnapshot): readonly OutboxEvent[] {
  return events.flatMap((event) => outboxEventOf(event, snapshot));
}

function outboxEventOf(event: CallEvent, snapshot: CallSnapshot): OutboxEvent[] {
  const { call, correlationId } = snapshot;
  const about = shared(call);
  const options = (what: string) => ({ id: `${call.id}.${what}`, correlationId });
  switch (event.type) {
    case 'received':
      return [outboxEvent(callEvents.started, { ...about, rejected: call.refusal !== null }, options('started'))];
    case 'rang': {
      const attempt = attemptOf(call, event.attempt);
      if (!attempt?.user) return [];
      const { role, user } = attempt;
      const data = { ...about, role, attempt: event.attempt, userId: user.id, userName: user.name };
      return [outboxEvent(callEvents.rang, data, options(`rang.${event.attempt}`))];
    }
    case 'accepted': {
      const receiver = receiverOf(call);
      if (!receiver) return [];
      const data = { ...about, receiver, answeredAt: iso(event.answeredAt) };
      return [outboxEvent(callEvents.answered, data, options(`answered.${event.attempt}`))];
    }
    case 'ended':
      return [outboxEvent(callEvents.completed, completed(event, snapshot), options('completed'))];
    case 'recorded':
    case 'transcribed':
    case 'message-taken':
      return call.phase.name === 'ended' ? [enriched(snapshot)] : [];
    default:
      return [];
  }
}

const shared = (call: Call) => ({
  callId: call.id,
  lineId: call.lineId,
  lineName: call.lineName,
  lineNumber: call.lineNumber,
  provider: call.provider,
  providerCallId: call.providerCallId,
  caller: {
    number: call.caller.number,
    name: call.caller.name,
    contactId: call.caller.contactId,
    address: call.caller.address,
  },
  calledAt: iso(call.calledAt),
  test: call.test,
});

export function receiverOf(call: Call) {
  const attempt = accepted(call);
  if (!attempt?.user) return null;
  return {
    ...attempt.user,
    oncallId: attempt.responder?.scheduleId ?? null,
    oncallName: attempt.responder?.scheduleName ?? null,
  };
}

function completed(event: Extract<CallEvent, { type: 'ended' }>, { call, steps, publicUrl, notes }: CallSnapshot) {
  return {
    ...shared(call),
    answeredAt: call.answeredAt === null ? null : iso(call.answeredAt),
    endedAt: iso(event.at),
    duration: event.duration,
    outcome: event.outcome,
    receiver: receiverOf(call),
    steps: steps.map((s) => ({ at: iso(s.at), text: s.text })),
    recordingEnabled: call.setup.recordingEnabled,
    recording: media(call, 'recording', publicUrl),
    voicemail: voicemailOf(call, publicUrl),
    notes,
  };
}

export function enriched({ call, correlationId, publicUrl }: CallSnapshot): OutboxEvent {
  const recording = media(call, 'recording', publicUrl);
  const voicemail = voicemailOf(call, publicUrl);
  return outboxEvent(
    callEvents.enriched,
    { callId: call.id, lineId: call.lineId, recording, voicemail },
    { correlationId },
  );
}

const media = (call: Call, kind: 'recording' | 'voicemail', publicUrl: string) => {
  const there = call[kind];
  return there && { url: mediaUrl(publicUrl, call.id, kind), seconds: there.seconds };
};

const voicemailOf = (call: Call, publicUrl: string) => {
  const message = media(call, 'voicemail', publicUrl);
  return message && { ...message, transcript: call.transcript };
};

/** Where Ringdown serves a recording or voicemail; who asks signs in there, never at the provider. */
export const mediaUrl = (publicUrl: string, callId: string, kind: 'recording' | 'voicemail'): string =>
  `${publicUrl}/api/v1/calls/${callId}/${kind}`;
