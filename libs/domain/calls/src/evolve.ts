import { assertNever } from '@ringdown/kernel';
import { type Attempt, type Call, toAttempt } from './call.js';
import type { CallEvent } from './events.js';
import { withRecording } from './recordings.js';

type Event<T extends CallEvent['type']> = Extract<CallEvent, { type: T }>;

/** The call after what happened. Total and without judgement: what may happen is `decide`'s matter. */
export function evolve(call: Call | null, event: CallEvent): Call {
  if (event.type === 'received') return received(event);
  if (!call) throw new Error(`${event.type} of a call that was never received`);
  if (event.type === 'status-unknown') return { ...call, statusUnknownAt: event.at };
  return { ...evolveKnown(call, event), lastSignAt: Math.max(call.lastSignAt, event.at) };
}

function received({ details, plan, at }: Event<'received'>): Call {
  return {
    ...details,
    phase: { name: 'greeting' },
    attempts: plan.map(toAttempt),
    refusal: null,
    nobodyOnCall: false,
    answeredAt: null,
    outcome: null,
    redirectingSince: null,
    lastSignAt: at,
    recording: null,
    voicemail: null,
    otherRecordings: [],
    transcript: null,
  };
}

const withAttempt = (call: Call, n: number, change: Partial<Attempt>): readonly Attempt[] =>
  call.attempts.map((a) => (a.n === n ? { ...a, ...change } : a));

function evolveKnown(call: Call, event: Exclude<CallEvent, Event<'received' | 'status-unknown'>>): Call {
  switch (event.type) {
    case 'rang':
    case 'sentence-said':
    case 'dial-fetched':
    case 'ringing-reported':
    case 'redirect-retried':
      return evolveRinging(call, event);
    case 'skipped':
    case 'picked-up':
    case 'screening-failed':
    case 'accepted':
    case 'missed':
    case 'turned-out-accepted':
    case 'bridge-confirmed':
    case 'not-rung':
      return evolveAttempt(call, event);
    case 'recorded':
    case 'transcribed':
    case 'message-taken':
    case 'recording-removed':
      return evolveMedia(call, event);
    case 'refused':
      return { ...call, refusal: event.refusal, phase: { name: 'hanging-up', since: event.at } };
    case 'diverted':
      return call;
    case 'found-nobody-on-call':
      return { ...call, nobodyOnCall: true, phase: { name: 'hanging-up', since: event.at } };
    case 'invited-message':
      return { ...call, phase: { name: 'taking-message', nobodyOnCall: event.nobodyOnCall } };
    case 'conversation-ended':
      return {
        ...call,
        phase: { name: 'hanging-up', since: event.at },
        attempts: withAttempt(call, event.attempt, { endedAt: event.at }),
      };
    case 'caller-left':
      return { ...call, phase: { name: 'hanging-up', since: event.at } };
    case 'redirecting':
      return { ...call, redirectingSince: event.at };
    case 'redirected':
      return { ...call, redirectingSince: null };
    case 'found-alive':
    case 'defect-met':
      return call;
    case 'handed-over':
      return { ...call, redirectingSince: null, phase: { name: 'hanging-up', since: event.at } };
    case 'ended':
      return {
        ...call,
        outcome: event.outcome,
        redirectingSince: null,
        phase: { name: 'ended', at: event.at, duration: event.duration },
        attempts: call.attempts.map((a) =>
          a.startedAt !== null && a.endedAt === null ? { ...a, endedAt: event.at } : a,
        ),
      };
    default:
      return assertNever(event);
  }
}

/** How the ring of one attempt comes about: it is due, the caller hears of it, it is dialled, the phone rings. */
function evolveRinging(
  call: Call,
  event: Event<'rang' | 'sentence-said' | 'dial-fetched' | 'ringing-reported' | 'redirect-retried'>,
): Call {
  const { at, attempt, deadline } = event;
  const ringing = { name: 'ringing', attempt, deadline } as const;
  switch (event.type) {
    case 'rang':
      return {
        ...call,
        phase: { ...ringing, fetched: event.fetched, ...(event.sentence ? { sentence: event.sentence } : {}) },
        attempts: withAttempt(call, attempt, { result: 'ringing', startedAt: at }),
      };
    case 'sentence-said':
      return { ...call, phase: { ...ringing, fetched: false, sentence: 'said' } };
    case 'dial-fetched':
      return {
        ...call,
        phase: { ...ringing, fetched: true },
        attempts: withAttempt(call, attempt, { startedAt: at }),
      };
    case 'ringing-reported':
      return { ...call, phase: { ...ringing, fetched: true, ringingSince: at } };
    case 'redirect-retried':
      return { ...call, phase: call.phase.name === 'ringing' ? { ...call.phase, deadline } : call.phase };
    default:
      return assertNever(event);
  }
}

function evolveAttempt(
  call: Call,
  event: Event<
    | 'skipped'
    | 'picked-up'
    | 'screening-failed'
    | 'accepted'
    | 'missed'
    | 'turned-out-accepted'
    | 'bridge-confirmed'
    | 'not-rung'
  >,
): Call {
  const { at, attempt } = event;
  switch (event.type) {
    case 'skipped':
      return { ...call, attempts: withAttempt(call, attempt, { result: 'skipped', reason: event.reason }) };
    case 'picked-up':
      return {
        ...call,
        phase: { name: 'screening', attempt, deadline: event.deadline },
        attempts: withAttempt(call, attempt, { pickedUpAt: at }),
      };
    case 'screening-failed':
      return call.phase.name === 'screening' ? { ...call, phase: { ...call.phase, failed: true } } : call;
    case 'accepted':
      return {
        ...call,
        answeredAt: event.answeredAt,
        phase: { name: 'connected', attempt, since: event.answeredAt, assumedAt: event.assumed ? at : null },
        attempts: withAttempt(call, attempt, { result: 'accepted' }),
      };
    case 'missed':
      return {
        ...call,
        answeredAt: call.attempts.some((a) => a.n !== attempt && a.result === 'accepted') ? call.answeredAt : null,
        attempts: withAttempt(call, attempt, { result: event.miss, reason: event.reason, endedAt: at }),
      };
    case 'bridge-confirmed':
      return call.phase.name === 'connected' ? { ...call, phase: { ...call.phase, assumedAt: null } } : call;
    case 'not-rung':
      return { ...call, attempts: withAttempt(call, attempt, { result: 'waiting', startedAt: null }) };
    case 'turned-out-accepted':
      return {
        ...call,
        answeredAt: event.answeredAt,
        outcome: call.outcome && 'answered',
        attempts: withAttempt(call, attempt, { result: 'accepted', reason: null }),
      };
    default:
      return assertNever(event);
  }
}

function evolveMedia(
  call: Call,
  event: Event<'recorded' | 'transcribed' | 'message-taken' | 'recording-removed'>,
): Call {
  switch (event.type) {
    case 'recorded':
      return withRecording(call, event.kind, event.recording);
    case 'transcribed':
      return { ...call, transcript: event.text };
    case 'recording-removed':
      // what was said in the message goes with it
      return event.kind === 'voicemail'
        ? { ...call, voicemail: null, transcript: null, otherRecordings: [] }
        : { ...call, recording: null, otherRecordings: [] };
    case 'message-taken':
      return {
        ...(event.recording ? withRecording(call, 'voicemail', event.recording) : call),
        phase: { name: 'hanging-up', since: event.at },
      };
    default:
      return assertNever(event);
  }
}
