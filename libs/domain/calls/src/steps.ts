import { attemptOf, type Attempt, type Call, type Diversion, type ProviderRecording, type Refusal } from './call.js';
import { type Caller, callerAtStart, verificationWords } from './caller.js';
import type { CallEvent, NotRung } from './events.js';
import { isEmpty } from './recordings.js';
import type { EpochMs, Role } from './responder.js';
import { type SkipReason, whySkipped } from './skip-reasons.js';

/** One line of the call log, in words. */
export interface Step {
  readonly at: EpochMs;
  readonly text: string;
}

const roleWords: Record<Role, string> = { primary: 'primary', fallback1: 'fallback 1', fallback2: 'fallback 2' };
const missWords = { declined: 'passed', no_answer: 'did not answer', busy: 'was busy', failed: 'could not be reached' };

const refusalWords: Record<Refusal, string> = {
  line_disabled: 'The line is switched off → the caller was told that the number is not in use',
  caller_blocked: 'The caller is blocked → the call was rejected',
  caller_withheld: 'The caller withheld the number → the call was rejected',
};
const diversionWords: Record<Diversion, string> = {
  caller_limit: 'The caller has called too often within the hour',
  line_busy: 'Too many calls are on the line',
  caller_withheld: 'The caller withheld the number',
};

const assumedWords = 'talks with the caller, as the provider does not say otherwise';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const who = (a: Attempt | undefined): string => (a ? [roleWords[a.role], a.user?.name].filter(Boolean).join(' ') : '');
const name = (a: Attempt | undefined): string => a?.user?.name ?? 'nobody';

/** Worth a line only where the number may not be the caller's own. */
const doubtText = ({ verification }: Caller): string | null =>
  verification && verification.result !== 'verified' ? verificationWords(verification) : null;

/** What the log says about these events, given the call after them. A miss and what follows it stand in one line. */
export function stepsOf(call: Call, events: readonly CallEvent[]): readonly Step[] {
  const steps: Step[] = [];
  let missed: string | null = null;
  for (const event of events) {
    if (event.type === 'missed') {
      if (missed) steps.push({ at: event.at, text: missed });
      missed = missText(call, event.attempt, event);
      continue;
    }
    const next = missed ? followedBy(call, event) : null;
    if (missed && next) {
      steps.push({ at: event.at, text: `${missed} → ${next}` });
      missed = null;
      continue;
    }
    if (missed) steps.push({ at: event.at, text: missed });
    missed = null;
    steps.push(...ordinary(call, event));
  }
  const last = events.at(-1);
  if (missed && last) steps.push({ at: last.at, text: missed });
  return steps;
}

function missText(call: Call, n: number, event: Extract<CallEvent, { type: 'missed' }>): string {
  const attempt = attemptOf(call, n);
  if (event.reason === 'caller_hung_up') {
    const doing = attempt?.pickedUpAt == null ? 'was ringing' : 'was asked to accept';
    return `The caller hung up while ${who(attempt)} ${doing}`;
  }
  if (event.reason === 'not_bridged') return `${capital(who(attempt))} accepted but could not be connected`;
  return `${capital(who(attempt))} ${missWords[event.miss]}`;
}

function followedBy(call: Call, event: CallEvent): string | null {
  if (event.type === 'rang') return who(attemptOf(call, event.attempt));
  return event.type === 'invited-message' ? 'the caller is asked to leave a message' : null;
}

function ordinary(call: Call, event: CallEvent): readonly Step[] {
  const text = textOf(call, event);
  const step = text ? [{ at: event.at, text }] : [];
  if (event.type !== 'received') return step;
  const doubt = doubtText(call.caller);
  const doubts = doubt ? [{ at: event.at, text: doubt }] : [];
  return [
    ...step,
    ...doubts,
    ...call.attempts.flatMap((a) => plannedText(call, a, event)).map((t) => ({ at: event.at, text: t })),
  ];
}

function plannedText(call: Call, a: Attempt, { plan }: Extract<CallEvent, { type: 'received' }>): readonly string[] {
  const isSkipped = a.result === 'skipped' && plan[a.n - 1]?.skip;
  return [
    ...(a.standsInFor ? [`${capital(who(a))} stands in for ${a.standsInFor.name}`] : []),
    ...(isSkipped ? [skipText(call, a, a.reason as SkipReason)] : []),
  ];
}

function skipText(call: Call, a: Attempt, reason: SkipReason): string {
  if (a.undetermined) return `${capital(roleWords[a.role])} is skipped: nobody can tell who that is`;
  const whom = reason === 'nobody_on_call' ? roleWords[a.role] : who(a);
  return `${capital(whom)} is skipped: ${whySkipped(call, a, reason)}`;
}

function textOf(call: Call, event: CallEvent): string | null {
  switch (event.type) {
    case 'received':
      return `${callerAtStart(call.caller)} called ${call.lineName}${call.test ? ' (test)' : ''}`;
    case 'refused':
      return refusalWords[event.refusal];
    case 'diverted':
      return `${diversionWords[event.because]} → straight to the voicemail`;
    case 'rang':
      return `${capital(who(attemptOf(call, event.attempt)))} rings`;
    case 'skipped': {
      const attempt = attemptOf(call, event.attempt);
      return attempt ? skipText(call, attempt, event.reason) : null;
    }
    case 'picked-up':
      return call.setup.screening
        ? `${name(attemptOf(call, event.attempt))} picked up and is asked to press 1`
        : `${name(attemptOf(call, event.attempt))} picked up`;
    case 'accepted':
      return `${name(attemptOf(call, event.attempt))} ${event.assumed ? assumedWords : 'accepted the call'}`;
    case 'not-rung':
      return notRungText(who(attemptOf(call, event.attempt)), event.because);
    case 'turned-out-accepted':
      return `${name(attemptOf(call, event.attempt))} had accepted the call, as the provider reports late`;
    case 'found-nobody-on-call':
      return 'No one is on call → the caller was told so';
    case 'invited-message':
      return 'The caller is asked to leave a message';
    case 'conversation-ended':
      return `The conversation with ${name(attemptOf(call, event.attempt))} ended`;
    case 'message-taken':
      return event.isNews ? leftMessage(event.recording) : null;
    case 'ended':
      return endedText(event);
    case 'transcribed':
      return 'The transcription of the message is there';
    case 'recorded':
      return recordedText(event);
    case 'recording-removed':
      return `The ${event.kind === 'voicemail' ? 'message' : 'recording'} was deleted after ${days(event.afterDays)}`;
    case 'defect-met':
      return defectText(event.defect);
    case 'handed-over':
      return 'The call is led on without its log: the next responder who can be determined rings, else the caller leaves a message';
    case 'missed':
    case 'bridge-confirmed':
    case 'screening-failed':
    case 'sentence-said':
    case 'dial-fetched':
    case 'ringing-reported':
    case 'redirect-retried':
    case 'caller-left':
    case 'redirecting':
    case 'redirected':
    case 'found-alive':
    case 'status-unknown':
      return null;
  }
}

function notRungText(whom: string, because: NotRung): string {
  if (because === 'caller_hung_up') return `The caller hung up before ${whom} was rung`;
  const why = because === 'not_asked' ? 'the provider did not ask whom to ring' : 'the caller had waited long enough';
  return `${capital(whom)} was not rung: ${why}`;
}

/** What the log says where a part of Ringdown failed; `defect` is a sentence. */
export const defectText = (defect: string): string => `Something failed inside Ringdown: ${defect}`;

const leftMessage = (recording: ProviderRecording | null): string =>
  recording ? `The caller left a message${seconds(recording.seconds)}` : 'The caller left no message';

/** A message that the caller is known to have left has no second step. */
function recordedText({ kind, recording, isFirst }: Extract<CallEvent, { type: 'recorded' }>): string | null {
  if (isEmpty(recording)) return null;
  if (kind === 'conversation') return `The recording is there${seconds(recording.seconds)}`;
  return isFirst ? leftMessage(recording) : null;
}

const endedText = ({ outcome, duration }: Extract<CallEvent, { type: 'ended' }>): string =>
  outcome === 'failed'
    ? `The provider ended the call with an error after ${duration} s`
    : `The call ended after ${duration} s`;

const seconds = (s: number | null): string => (s === null ? '' : ` (${s} s)`);
const days = (n: number): string => (n === 1 ? '1 day' : `${n} days`);
